// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>

#include "desktop/views/controls/themed.h"

namespace racewalk::desktop {

/// The field for the words that a state must match, with what was found at its right: "3 of 17".
class GraphSearchBox final : public Themed<QLineEdit> {
    Q_OBJECT

public:
    GraphSearchBox(const Appearance &appearance, QWidget *parent);

    /// `isMissing`: nothing matches; the border is that of an error.
    void setFound(const QString &text, bool isMissing);
    const QString &found() const { return m_found; }

    QSize sizeHint() const override { return {scaled(216), scaled(30)}; }
    QSize minimumSizeHint() const override { return {scaled(64), scaled(30)}; }

Q_SIGNALS:
    void nextRequested();
    void previousRequested();
    void left(); ///< Esc

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool event(QEvent *event) override;
    void applyTheme() override { arrange(); }

private:
    void arrange();

    QString m_found;
    bool m_isMissing = false;
};

} // namespace racewalk::desktop
