// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "desktop/views/controls/themed.h"

namespace racewalk::desktop {

class FlatButton;
class ProgressLine;
class Session;

/// Above the table of endings: how far the search of the current variant is, with Stop search; or
/// that it was stopped early, with Continue. Hidden once the verdict is complete.
class SearchBar final : public Themed<QWidget> {
    Q_OBJECT

public:
    SearchBar(Session &session, const Appearance &appearance, QWidget *parent);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {scaled(200), sizeHint().height()}; }
    /// Whether it stops or continues the search now.
    bool isSearching() const { return m_isSearching; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void applyTheme() override { arrange(); }

private:
    void refresh();
    void arrange();
    QRectF textPlace() const;

    Session &m_session;
    ProgressLine *m_progress;
    FlatButton *m_button;
    QString m_text;
    bool m_isSearching = false;
};

} // namespace racewalk::desktop
