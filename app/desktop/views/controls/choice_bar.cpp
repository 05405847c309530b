// SPDX-License-Identifier: GPL-3.0-or-later
#include <QStringListModel>

#include "desktop/views/controls/choice_bar.h"

#include "desktop/views/controls/picker_button.h"
#include "desktop/views/controls/segment.h"
#include "drawing/text.h"

#include <algorithm>

namespace racewalk::desktop {
namespace {

constexpr double leastSide = 3; ///< of a segment beside its text

} // namespace

ChoiceBar::ChoiceBar(const Appearance &appearance, const QString &name, const QStringList &texts,
                     QWidget *parent)
    : Themed(appearance, parent), m_texts(new QStringListModel(texts, this)),
      m_picker(new PickerButton(appearance, *m_texts, name, false, this))
{
    setAccessibleName(name);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_picker->setWidthLimits(40, 400);
    connect(m_picker, &PickerButton::picked, this, &ChoiceBar::choose);
    for (int row = 0; row < texts.size(); ++row) {
        auto *segment = new Segment(appearance, row == 0, row + 1 == texts.size(), this);
        segment->setText(texts[row]);
        segment->setAccessibleName(tr("%1: %2").arg(name, texts[row]));
        connect(segment, &Segment::clicked, this, [this, row] { choose(row); });
        m_segments.push_back(segment);
    }
}

void ChoiceBar::setCurrent(int row)
{
    m_current = row;
    const QString text = row < 0 ? QString() : m_texts->stringList().at(row);
    m_picker->setCurrent(text, {}, row);
    for (int i = 0; i < static_cast<int>(m_segments.size()); ++i)
        m_segments[static_cast<std::size_t>(i)]->setChecked(i == row);
}

void ChoiceBar::choose(int row)
{
    if (row == m_current)
        return;
    setCurrent(row);
    Q_EMIT chosen(row);
}

void ChoiceBar::resizeEvent(QResizeEvent *)
{
    arrange();
}

void ChoiceBar::arrange()
{
    // What the texts leave is shared.
    const auto textOf = [this](const Segment *segment) {
        return drawing::textWidth(theme().font(FontRole::BodyStrong), segment->text());
    };
    double texts = 0;
    for (const Segment *segment : m_segments)
        texts += textOf(segment);
    const double rest = (width() - texts) / static_cast<double>(m_segments.size());
    const bool fits = rest >= theme().scaled(2 * leastSide);
    m_picker->setVisible(!fits);
    m_picker->setGeometry(rect());
    double left = 0;
    for (Segment *segment : m_segments) {
        const double right = left + textOf(segment) + rest;
        segment->setGeometry(qRound(left), 0, qRound(right) - qRound(left), height());
        segment->setVisible(fits);
        left = right;
    }
}

} // namespace racewalk::desktop
