// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

#include "desktop/models/export/export_facts.h"
#include "desktop/session/export_job.h"
#include "desktop/views/controls/themed.h"

class QLabel;
class QStackedWidget;

namespace racewalk::desktop {

class FlatButton;
class PicturePreview;
class TextPreview;

/// What an export will be, below a line with its size. It is the output itself.
class ExportPreview final : public Themed<QWidget> {
    Q_OBJECT

public:
    ExportPreview(const Appearance &appearance, QWidget *parent);

    /// `description` says in words what a picture shows.
    void showExport(ExportFormat format, const FormatOptions &options, const ExportResult &made,
                    const QString &description);
    /// Instead of an export: why there is none.
    void showReason(const QString &reason);
    /// Another one is being made. That is said if it takes long.
    void await();

Q_SIGNALS:
    void openRequested(); ///< in the program that the system has for such files

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void applyTheme() override;

private:
    void arrange();

    ExportFacts m_facts;
    FlatButton *m_open;
    QStackedWidget *m_pages;
    TextPreview *m_text;
    PicturePreview *m_picture;
    QLabel *m_reason;
    QTimer m_slow;
    bool m_isDrawing = false; ///< and has been for a while
};

} // namespace racewalk::desktop
