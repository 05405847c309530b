// SPDX-License-Identifier: GPL-3.0-or-later
#include <QPainter>
#include <QVBoxLayout>

#include "desktop/views/compare/compare_view.h"

#include "desktop/models/compare/compare_words.h"
#include "desktop/models/verdict_words.h"
#include "desktop/views/compare/compare_head.h"
#include "desktop/views/compare/compare_rows.h"
#include "desktop/views/compare/compare_strip.h"
#include "desktop/views/compare/difference_table.h"
#include "desktop/views/compare/patch_lines.h"
#include "desktop/views/compare/titled_card.h"
#include "drawing/parts.h"

#include <algorithm>

namespace racewalk::desktop {
namespace {

constexpr int cardGap = 8, sideGap = 12, lowerHeight = 184, leastLowerHeight = 120;

/// The card of both timelines.
class TimelinesCard final : public Themed<QWidget> {
public:
    using Themed::Themed;

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        drawing::paintBox(painter, QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8,
                          theme().color(Token::Panel), theme().color(Token::Line));
    }
};

} // namespace

CompareView::CompareView(Session &session, Comparing &comparing, const Appearance &appearance,
                         QWidget *parent)
    : Themed(appearance, parent), m_session(session), m_comparing(comparing),
      m_timelines(new TimelinesCard(appearance, this)),
      m_head(new CompareHead(session, comparing, appearance, m_timelines)),
      m_rows(new CompareRows(comparing, appearance, m_timelines)),
      m_patch(new PatchLines(appearance, this)),
      m_difference(new DifferenceTable(appearance, this)),
      m_patchCard(new TitledCard(appearance, tr("Patch"), m_patch, this)),
      m_differenceCard(new TitledCard(appearance, tr("What differs"), m_difference, this)),
      m_strip(new CompareStrip(comparing, appearance, this))
{
    setObjectName(QStringLiteral("compareView"));
    setAccessibleName(tr("Compare"));
    auto *column = new QVBoxLayout(m_timelines);
    column->setContentsMargins(1, 1, 1, 2);
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addWidget(m_rows, 1);
    connect(m_rows, &CompareRows::laidOut, this,
            [this] { m_head->setGutter(m_rows->gutterLeft(), m_rows->gutterWidth()); });
    connect(&comparing, &Comparing::resultChanged, this, &CompareView::refresh);
    connect(&comparing, &Comparing::subjectsChanged, this, &CompareView::refresh);
    refresh();
}

QList<QWidget *> CompareView::tabOrder() const
{
    return {&m_head->picker(0), &m_head->picker(1),         m_rows, m_patch,
            m_difference,       m_strip->differenceButton()};
}

/// What stands above the table; empty if the sides differ.
QString CompareView::message(const Compared &compared) const
{
    return compared.report.comparison.firstDifference
               ? QString()
               : QString::fromStdString(sameBehaviourText(compared.report));
}

void CompareView::refresh()
{
    const auto compared = m_comparing.result();
    if (!compared) {
        m_patch->setLines({}, {});
        m_patchCard->setDetails({}, {});
        m_difference->setContent({}, {}, m_comparing.error());
        m_differenceCard->setDetails({}, {});
        return;
    }
    const ComparisonReport &report = compared->report;
    QStringList lines;
    for (const std::string &line : patchText(report.patch, report.program(0), report.program(1)))
        lines << QString::fromStdString(line);
    m_patch->setLines(lines, QString::fromStdString(sameCodeText()));
    const QString count = patchCountText(report.patch);
    drawing::Chip chip;
    chip.text = count;
    chip.fill = report.patch.added().empty() ? Token::Press : Token::Add;
    chip.border = Token::Line;
    chip.color = report.patch.added().empty() ? Token::Text : Token::AddText;
    chip.isMono = false;
    m_patchCard->setDetails(
        QStringLiteral("%1 \u2192 %2")
            .arg(QString::fromStdString(report.names[0]), QString::fromStdString(report.names[1])),
        {}, count.isEmpty() ? std::nullopt : std::optional(chip));
    std::array<DifferenceTable::Heading, 2> headings;
    for (std::size_t side = 0; side < 2; ++side)
        headings[side] = {QString::fromStdString(report.names[side]),
                          endingPill(*compared, side).icon};
    m_difference->setContent(headings, differenceLines(*compared), message(*compared));
    m_differenceCard->setDetails({}, comparedScheduleText(*compared));
}

void CompareView::arrange()
{
    const int strip = scaled(CompareStrip::stripHeight);
    m_strip->setGeometry(0, height() - strip, width(), strip);
    const QRect room(sideGap, cardGap, width() - 2 * sideGap, height() - strip - 2 * cardGap);
    const int lower =
        std::clamp(room.height() * 27 / 100, scaled(leastLowerHeight), scaled(lowerHeight));
    m_timelines->setGeometry(room.left(), room.top(), room.width(),
                             room.height() - lower - cardGap);
    const int top = m_timelines->geometry().bottom() + 1 + cardGap;
    const int patch = (room.width() - cardGap) * 37 / 100;
    m_patchCard->setGeometry(room.left(), top, patch, lower);
    m_differenceCard->setGeometry(room.left() + patch + cardGap, top,
                                  room.width() - patch - cardGap, lower);
}

void CompareView::resizeEvent(QResizeEvent *)
{
    arrange();
}

void CompareView::applyTheme()
{
    arrange();
}

void CompareView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme().color(Token::App));
}

} // namespace racewalk::desktop
