// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

#include "desktop/views/controls/themed.h"
#include "export/options.h"

#include <cstddef>
#include <optional>

namespace racewalk::desktop {

/// The text of an export: can be read and selected. Of a diagram the remarks are weaker, and a line
/// shows its width.
class TextPreview final : public Themed<QPlainTextEdit> {
    Q_OBJECT

public:
    TextPreview(const Appearance &appearance, QWidget *parent);

    /// `columns`: where the line is, none for other texts; `remarks`: how they are written.
    void showText(const QString &text, std::optional<std::size_t> columns, RemarkStyle remarks);

protected:
    void applyTheme() override;
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    class Highlighter;

    Highlighter *m_highlighter;
    std::optional<std::size_t> m_columns;
};

} // namespace racewalk::desktop
