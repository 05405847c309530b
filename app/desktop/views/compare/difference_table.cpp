// SPDX-License-Identifier: GPL-3.0-or-later
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>

#include "desktop/views/compare/difference_table.h"

#include "desktop/views/controls/wrapped_text.h"
#include "drawing/icons.h"

#include <algorithm>

namespace racewalk::desktop {
namespace {

constexpr int labelWidth = 64; ///< of the column of questions, at least

} // namespace

DifferenceTable::DifferenceTable(const Appearance &appearance, QWidget *parent)
    : Themed(appearance, parent)
{
    setObjectName(QStringLiteral("differenceTable"));
    setAccessibleName(tr("What differs"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    rebuild();
}

void DifferenceTable::setContent(const std::array<Heading, 2> &headings,
                                 const std::vector<DifferenceLine> &lines, const QString &message)
{
    m_headings = headings;
    m_lines = lines;
    m_message = message;
    rebuild();
}

QLabel *DifferenceTable::addLabel(const QString &text, FontRole font, Token color, int row,
                                  int column, int columns)
{
    auto *label = new QLabel(text, widget());
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setFont(theme().font(font));
    label->setStyleSheet(QStringLiteral("color: %1").arg(theme().color(color).name()));
    label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setFocusPolicy(Qt::NoFocus);
    m_grid->addWidget(label, row, column, 1, columns);
    return label;
}

void DifferenceTable::rebuild()
{
    auto *content = new QWidget(this);
    m_grid = new QGridLayout(content);
    m_grid->setContentsMargins(scaled(12), scaled(6), scaled(12), scaled(6));
    m_grid->setHorizontalSpacing(scaled(12));
    m_grid->setVerticalSpacing(scaled(3));
    m_grid->setColumnMinimumWidth(0, scaled(labelWidth));
    m_grid->setColumnStretch(1, 1);
    m_grid->setColumnStretch(2, 1);
    m_texts.clear();
    setWidget(content); // deletes the one before
    int row = 0;
    if (!m_message.isEmpty())
        addLabel(m_message, FontRole::BodyStrong, Token::Text, row++, 0, 3);
    for (int side = 0; side < 2; ++side) {
        const Heading &heading = m_headings[static_cast<std::size_t>(side)];
        if (heading.name.isEmpty())
            continue;
        auto *line = new QHBoxLayout;
        line->setSpacing(scaled(6));
        auto *icon = new QLabel(content);
        icon->setPixmap(drawing::iconPixmap(heading.icon, scaled(14), theme().color(Token::Text2),
                                            theme(), devicePixelRatioF()));
        line->addWidget(icon);
        auto *name = new QLabel(heading.name, content);
        name->setTextFormat(Qt::PlainText);
        name->setFont(theme().font(FontRole::SecondaryStrong));
        name->setStyleSheet(QStringLiteral("color: %1").arg(theme().color(Token::Text).name()));
        name->setWordWrap(true);
        line->addWidget(name, 1);
        m_texts.emplace_back(name, heading.name);
        m_grid->addLayout(line, row, side + 1);
    }
    ++row;
    for (const DifferenceLine &line : m_lines) {
        addLabel(line.label, FontRole::Secondary, Token::Text3, row, 0);
        for (std::size_t side = 0; side < 2; ++side) {
            QLabel *label =
                addLabel(line.texts[side], line.isCode ? FontRole::Code : FontRole::Secondary,
                         Token::Text, row, static_cast<int>(side) + 1);
            m_texts.emplace_back(label, line.texts[side]);
            label->setAccessibleName(QStringLiteral("%1, %2: %3")
                                         .arg(line.label, m_headings[side].name, line.texts[side]));
        }
        ++row;
    }
    m_grid->setRowStretch(row, 1);
    breakWords();
    fitHeight();
}

/// Long names are broken after their parts, so that both columns fit.
void DifferenceTable::breakWords()
{
    const double column = (viewport()->width() - scaled(2 * 12 + labelWidth + 2 * 12)) / 2.0;
    for (const auto &[label, text] : m_texts)
        label->setText(breakableText(text, label->font(), column));
}

/// As high as the wrapped texts need: a scroll area asks for less, and would squeeze them.
void DifferenceTable::fitHeight()
{
    // -1 while no text wraps.
    widget()->setMinimumHeight(std::max(0, m_grid->heightForWidth(viewport()->width())));
}

void DifferenceTable::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    breakWords();
    fitHeight();
}

} // namespace racewalk::desktop
