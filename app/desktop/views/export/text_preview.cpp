// SPDX-License-Identifier: GPL-3.0-or-later
#include <QKeyEvent>
#include <QPainter>
#include <QRegularExpression>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QSyntaxHighlighter>
#include <QTextBlock>

#include "desktop/views/export/text_preview.h"

#include "drawing/text.h"

#include <array>

namespace racewalk::desktop {
namespace {

struct RemarkPattern {
    RemarkStyle style;
    const char *pattern;
};

constexpr std::array remarkPatterns = std::to_array<RemarkPattern>({
    {RemarkStyle::Brackets, R"(\[ .* \])"},
    {RemarkStyle::Slashes, R"(//.*$)"},
    {RemarkStyle::Hash, R"(# .*$)"},
    {RemarkStyle::Parentheses, R"((?<=\s)\([^()]*\)\s*$)"},
});
static_assert(isComplete<remarkPatterns, &RemarkPattern::style>(),
              "remarkPatterns needs one row for each RemarkStyle, in their order");

} // namespace

class TextPreview::Highlighter final : public QSyntaxHighlighter {
public:
    using QSyntaxHighlighter::QSyntaxHighlighter;

    /// An empty pattern: nothing.
    void setLook(const QString &pattern, const QColor &color)
    {
        m_pattern.setPattern(pattern);
        m_format.setForeground(color);
        rehighlight();
    }

protected:
    void highlightBlock(const QString &text) override
    {
        if (m_pattern.pattern().isEmpty())
            return;
        for (auto matches = m_pattern.globalMatch(text); matches.hasNext();) {
            const QRegularExpressionMatch match = matches.next();
            setFormat(static_cast<int>(match.capturedStart()),
                      static_cast<int>(match.capturedLength()), m_format);
        }
    }

private:
    QRegularExpression m_pattern;
    QTextCharFormat m_format;
};

TextPreview::TextPreview(const Appearance &appearance, QWidget *parent)
    : Themed(appearance, parent), m_highlighter(new Highlighter(document()))
{
    setObjectName(QStringLiteral("exportText"));
    setAccessibleName(tr("Preview"));
    setReadOnly(true);
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setUndoRedoEnabled(false);
    applyTheme();
}

void TextPreview::showText(const QString &text, std::optional<std::size_t> columns,
                           RemarkStyle remarks)
{
    m_columns = columns;
    m_highlighter->setLook(
        columns ? QString::fromLatin1(remarkPatterns[static_cast<std::size_t>(remarks)].pattern)
                : QString(),
        theme().color(Token::Text3));
    if (toPlainText() == text)
        return;
    const QPoint place(horizontalScrollBar()->value(), verticalScrollBar()->value());
    setPlainText(text);
    horizontalScrollBar()->setValue(place.x());
    verticalScrollBar()->setValue(place.y());
}

void TextPreview::applyTheme()
{
    setFont(theme().font(FontRole::SmallCode));
    document()->setDefaultFont(theme().font(FontRole::SmallCode));
}

bool TextPreview::event(QEvent *event)
{
    // Without a selection the dialog copies all of it.
    if (event->type() == QEvent::ShortcutOverride &&
        static_cast<QKeyEvent *>(event)->matches(QKeySequence::Copy) &&
        !textCursor().hasSelection()) {
        event->ignore();
        return false;
    }
    return Themed::event(event);
}

void TextPreview::paintEvent(QPaintEvent *event)
{
    QPlainTextEdit::paintEvent(event);
    if (!m_columns)
        return;
    QPainter painter(viewport());
    const QFont font = document()->defaultFont();
    const double x =
        contentOffset().x() + document()->documentMargin() +
        static_cast<double>(*m_columns) * drawing::textWidth(font, QStringLiteral("0"));
    painter.fillRect(QRectF(std::floor(x), 0, 1, viewport()->height()), theme().color(Token::Line));
    const double high = theme().lineHeight(FontRole::SmallCode);
    const QString number = QString::number(*m_columns);
    const double wide = drawing::textWidth(theme().font(FontRole::Small), number);
    painter.fillRect(QRectF(x - wide - 6, viewport()->height() - high, wide + 5, high),
                     theme().color(Token::Panel));
    drawing::paintText(painter, QRectF(x - 64, viewport()->height() - high, 60, high), number,
                       theme().font(FontRole::Small), theme().color(Token::Text3), Qt::AlignRight);
}

} // namespace racewalk::desktop
