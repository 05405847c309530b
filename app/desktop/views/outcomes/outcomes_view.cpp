// SPDX-License-Identifier: GPL-3.0-or-later
#include <QHideEvent>
#include <QLabel>
#include <QPainter>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include "desktop/views/outcomes/outcomes_view.h"

#include "desktop/base/counted.h"
#include "desktop/models/outcomes/line_words.h"
#include "desktop/models/outcomes/outcome_details.h"
#include "desktop/session/session.h"
#include "desktop/views/controls/flat_button.h"
#include "desktop/views/outcomes/endings_table.h"
#include "desktop/views/outcomes/outcomes_title.h"
#include "desktop/views/outcomes/progress_line.h"
#include "desktop/views/outcomes/search_bar.h"
#include "desktop/views/outcomes/table_header.h"
#include "desktop/views/outcomes/variants_table.h"

#include <algorithm>

namespace racewalk::desktop {
namespace {

using Stage = SearchResult::Stage;

/// The table of endings leaves at least so much of the height to what stands below it.
constexpr double mostOfHeight = 0.58;
constexpr int fewestRows = 2;
/// Of the load-bearing lines, until the user asks for all.
constexpr std::size_t firstLines = 6;

QString keyOf(const Outcome &outcome)
{
    return QString::fromStdString(outcome.words.name + '\n' + outcome.words.detail);
}

} // namespace

OutcomesView::OutcomesView(Session &session, const Appearance &appearance, QWidget *parent)
    : Themed(appearance, parent), m_session(session), m_model(session, nullptr),
      m_matrix(session, nullptr), m_coverage(nullptr),
      m_bar(new SearchBar(session, appearance, this)),
      m_title(new OutcomesTitle(session, appearance, this)),
      m_table(new EndingsTable(m_model, appearance, this)), m_scroll(new QScrollArea(this)),
      m_variants(new VariantsTable(m_matrix, appearance, nullptr)),
      m_stop(new FlatButton(appearance, "stop", tr("Stop search"), {}, FlatButton::Look::Outlined,
                            nullptr)),
      m_lines(new FlatButton(appearance, {}, tr("Find load-bearing lines"), tr("L"),
                             FlatButton::Look::Outlined, nullptr)),
      m_allLines(new FlatButton(appearance, {}, {}, {}, FlatButton::Look::Outlined, nullptr)),
      m_linesProgress(new ProgressLine(appearance, nullptr))
{
    setObjectName(QStringLiteral("outcomes"));
    setAccessibleName(tr("Outcomes"));
    m_stop->setObjectName(QStringLiteral("stopSearches"));
    m_lines->setObjectName(QStringLiteral("findLines"));
    m_allLines->setObjectName(QStringLiteral("allLines"));
    m_linesProgress->setObjectName(QStringLiteral("linesProgress"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_bar);
    column->addWidget(m_title);
    column->addWidget(m_table);
    column->addWidget(m_scroll, 1);
    createContent();
    connectSession();
    refresh();
}

void OutcomesView::createContent()
{
    m_scroll->setObjectName(QStringLiteral("outcomesScroll"));
    m_scroll->setAccessibleName(tr("Variants, hang certificate and lines"));
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setSpacing(0);
    column->setContentsMargins(0, 0, 0, 0);
    const auto addRow = [&](QLabel *title, QWidget *control) {
        auto *row = new QHBoxLayout;
        if (title)
            row->addWidget(title, 1);
        else
            row->addStretch(1);
        row->addWidget(control);
        column->addLayout(row);
    };
    m_note = addText(*column, "outcomesNote", false);
    m_gap = new QWidget;
    column->addWidget(m_gap);
    m_variantsTitle = addText(*column, "variantsTitle", true);
    column->removeWidget(m_variantsTitle);
    addRow(m_variantsTitle, m_stop);
    column->addWidget(m_variants);
    m_certificateTitle = addText(*column, "certificateTitle", true);
    m_certificate = addText(*column, "certificate", false);
    m_unreachedTitle = addText(*column, "unreachedTitle", true);
    m_unreached = addText(*column, "unreached", false);
    m_linesTitle = addText(*column, "linesTitle", true);
    column->removeWidget(m_linesTitle);
    addRow(m_linesTitle, m_lines);
    column->addWidget(m_linesProgress);
    m_linesText = addText(*column, "linesText", false);
    addRow(nullptr, m_allLines);
    column->addStretch(1);
    m_variantsTitle->setText(tr("Every variant"));
    m_unreachedTitle->setText(tr("Lines never reached"));
    m_linesTitle->setText(tr("Load-bearing lines"));
    m_scroll->setWidget(content);
}

QLabel *OutcomesView::addText(QVBoxLayout &column, const char *name, bool isTitle)
{
    auto *label = new QLabel;
    label->setObjectName(QString::fromLatin1(name));
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(!isTitle);
    label->setProperty("isTitle", isTitle);
    if (!isTitle)
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column.addWidget(label);
    return label;
}

void OutcomesView::connectSession()
{
    connect(&m_session, &Session::scenarioChanged, this, [this] {
        m_showsAllLines = false;
        refresh();
    });
    connect(&m_session, &Session::variantChanged, this, &OutcomesView::refresh);
    connect(&m_session, &Session::resultChanged, this, &OutcomesView::refresh);
    connect(&m_session.search(), &SearchQueue::resultChanged, this, &OutcomesView::refreshVariants);
    connect(&m_session.search(), &SearchQueue::finished, this, &OutcomesView::refreshVariants);
    connect(&m_session, &Session::highlightChanged, this, &OutcomesView::followSelection);
    connect(&m_session.lines(), &LineSearch::progressChanged, this, &OutcomesView::refreshLines);
    connect(&m_session.lines(), &LineSearch::reportChanged, this, &OutcomesView::refreshLines);
    connect(&m_coverage, &CoverageSearch::changed, this, &OutcomesView::refreshDetails);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &OutcomesView::followSelection);
    connect(m_table, &EndingsTable::replayRequested, this, &OutcomesView::replay);
    connect(m_table, &EndingsTable::rowSelected, this, &OutcomesView::select);
    connect(m_variants, &VariantsTable::subjectChosen, &m_session, &Session::setSubject);
    connect(m_stop, &FlatButton::clicked, this, [this] {
        if (m_session.search().isIdle())
            m_session.search().goOn();
        else
            m_session.search().stopEarly();
        refreshVariants();
    });
    connect(m_lines, &FlatButton::clicked, this, [this] {
        LineSearch &lines = m_session.lines();
        if (lines.isSearching() || lines.report())
            lines.clear();
        else
            lines.start();
    });
    connect(m_allLines, &FlatButton::clicked, this, [this] {
        m_showsAllLines = !m_showsAllLines;
        refreshLines();
    });
}

QList<QWidget *> OutcomesView::tabOrder()
{
    QList<QWidget *> order;
    order << m_bar->findChild<FlatButton *>() << &m_table->header() << m_table << m_stop
          << m_variants << m_lines << m_allLines;
    return order;
}

void OutcomesView::refresh()
{
    if (!m_session.isOpen())
        return;
    m_title->refresh();
    m_note->setText(outcomesNote(m_session.result()));
    m_note->setVisible(!m_note->text().isEmpty());
    findUnreached();
    refreshVariants();
    refreshDetails();
    refreshLines();
    arrange();
}

void OutcomesView::refreshVariants()
{
    if (!m_session.isOpen())
        return;
    const SearchQueue &queue = m_session.search();
    const auto searching = queue.searching();
    const SearchSubject shown{.variant = m_session.variant(), .memory = m_session.memory()};
    const bool isOther = searching && *searching != shown;
    const bool isWaiting = queue.isIdle() && queue.isStopped();
    m_stop->setVisible(isOther || isWaiting);
    m_stop->setIconName(isWaiting ? "play" : "stop");
    m_stop->setName(isWaiting ? tr("Continue search") : tr("Stop search"));
}

void OutcomesView::findUnreached()
{
    const SearchResult &result = m_session.result();
    const bool isKnown = result.stage == Stage::Done && result.verdict->isComplete() &&
                         result.space && result.space->isComplete();
    if (!isKnown)
        m_coverage.clear();
    else if (isVisible() && !result.awaitsGraph)
        m_coverage.start(m_session.run().sharedMachine(), result.space);
}

int OutcomesView::detailedRow() const
{
    const int row = m_table->currentIndex().row();
    return row >= 0 || m_model.rowCount() == 0 ? row : 0;
}

/// While it is searched, much is refreshed and this stays the same.
QString OutcomesView::certificateOf(int row)
{
    const Outcome &outcome = m_model.outcome(row);
    const auto machine = m_session.run().sharedMachine();
    if (machine != m_certified.machine || outcome.steps != m_certified.steps)
        m_certified = {machine, outcome.steps, certificateText(*machine, outcome)};
    return m_certified.text;
}

void OutcomesView::refreshDetails()
{
    if (!m_session.isOpen())
        return;
    const int row = detailedRow();
    const QString certificate = row < 0 ? QString() : certificateOf(row);
    m_certificateTitle->setVisible(!certificate.isEmpty());
    m_certificate->setVisible(!certificate.isEmpty());
    if (!certificate.isEmpty())
        m_certificateTitle->setText(tr("Certificate of \u201c%1\u201d").arg(m_model.row(row).name));
    m_certificate->setText(certificate);
    m_unreached->setText(unreachedText(m_session.program(), m_session.result(), m_coverage));
}

void OutcomesView::refreshLines()
{
    const LineSearch &lines = m_session.lines();
    m_lines->setName(lines.isSearching() ? tr("Cancel")
                     : lines.report()    ? tr("Hide")
                                         : tr("Find load-bearing lines"));
    m_lines->setAccessibleDescription(
        tr("Removes or swaps each statement in turn and compares the outcomes."));
    m_linesProgress->setVisible(lines.isSearching());
    if (lines.total() > 0)
        m_linesProgress->setShare(static_cast<double>(lines.done()) /
                                  static_cast<double>(lines.total()));
    else
        m_linesProgress->setShare(0);
    const std::size_t count = lines.report() ? loadBearingLines(*lines.report()).size() : 0;
    m_allLines->setVisible(count > firstLines);
    m_allLines->setName(m_showsAllLines ? tr("First %1 lines").arg(firstLines)
                                        : tr("All %1 lines").arg(count));
    m_linesText->setText(
        lines.isSearching() ? lineProgressText(lines)
        : lines.report()    ? loadBearingText(*lines.report(), m_showsAllLines ? count : firstLines)
                            : tr("Lines without which the variant has other outcomes."));
}

void OutcomesView::replay(int row)
{
    const OutcomeRow ending = m_model.row(row);
    const std::vector<Step> steps = m_model.outcome(row).steps;
    select(row);
    m_session.startWalk(steps, 0, ending.name, tr("replay %1").arg(ending.name));
    m_session.setMessage(
        {Message::Kind::Info,
         tr("%1 (%2, %3).")
             .arg(ending.name, countedSteps(steps.size()), countedSwitches(ending.contextSwitches)),
         {},
         Message::Action::None});
}

void OutcomesView::select(int row)
{
    const OutcomeRow &ending = m_model.row(row);
    m_selected = keyOf(m_model.outcome(row));
    if (m_session.selection().outcome != ending.outcome)
        m_session.select({.cell = {}, .thread = {}, .outcome = ending.outcome});
    refreshDetails();
}

/// Goes to the ending that is selected in the session. In a new verdict of the same program the
/// selected ending may have another number.
void OutcomesView::followSelection()
{
    const auto outcome = m_session.isOpen() ? m_session.selection().outcome : std::nullopt;
    int row = outcome ? m_model.rowOf(*outcome) : -1;
    if (row >= 0 && sender() == &m_model && keyOf(m_model.outcome(row)) != m_selected) {
        row = -1;
        for (int other = 0; other < m_model.rowCount() && row < 0; ++other)
            if (keyOf(m_model.outcome(other)) == m_selected)
                row = other;
        m_session.select(row < 0 ? m_session.selection()
                                 : Session::Highlight{{}, {}, m_model.row(row).outcome});
        return;
    }
    const QSignalBlocker blocker(m_table);
    m_table->setCurrentIndex(row < 0 ? QModelIndex() : m_model.index(row, 0));
    if (row >= 0)
        m_selected = keyOf(m_model.outcome(row));
    else
        m_table->clearSelection();
    refreshDetails();
    arrange();
}

void OutcomesView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_session.search().setAllModels(true);
    if (m_session.isOpen())
        refresh();
}

void OutcomesView::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    if (!event->spontaneous())
        m_session.search().setAllModels(false);
}

void OutcomesView::resizeEvent(QResizeEvent *)
{
    arrange();
}

void OutcomesView::arrange()
{
    auto *column = static_cast<QVBoxLayout *>(m_scroll->widget()->layout());
    const int side = scaled(12);
    m_gap->setFixedHeight(7);
    m_gap->setStyleSheet(
        QStringLiteral("background: %1; border-top: 1px solid %2; "
                       "border-bottom: 1px solid %2;")
            .arg(theme().color(Token::App).name(), theme().color(Token::Line).name()));
    for (QLabel *label : m_scroll->widget()->findChildren<QLabel *>()) {
        const bool isTitle = label->property("isTitle").toBool();
        label->setFont(theme().font(isTitle ? FontRole::CardTitle : FontRole::Secondary));
        label->setContentsMargins(side, isTitle ? scaled(12) : scaled(8), side,
                                  isTitle ? scaled(6) : scaled(10));
    }
    for (int number = 0; number < column->count(); ++number)
        if (QLayout *row = column->itemAt(number)->layout())
            row->setContentsMargins(0, scaled(6), side, 0);
    const int above = (m_bar->isHidden() ? 0 : m_bar->sizeHint().height()) + scaled(48);
    const int most = std::max(m_table->heightOf(fewestRows),
                              static_cast<int>((height() - above) * mostOfHeight));
    m_table->setFixedHeight(std::min(m_table->naturalHeight(), most));
}

void OutcomesView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme().color(Token::Panel));
}

} // namespace racewalk::desktop
