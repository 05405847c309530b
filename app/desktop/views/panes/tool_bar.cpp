// SPDX-License-Identifier: GPL-3.0-or-later
#include <QHBoxLayout>
#include <QPainter>

#include "desktop/views/panes/tool_bar.h"

#include "desktop/models/list_roles.h"
#include "desktop/models/memory_list.h"
#include "desktop/models/scenario_model.h"
#include "desktop/models/variant_model.h"
#include "desktop/models/verdict_words.h"
#include "desktop/session/session.h"
#include "desktop/views/controls/step_counter.h"
#include "desktop/views/panes/memory_bar.h"
#include "desktop/views/panes/parameter_bar.h"
#include "desktop/views/panes/variant_bar.h"

#include <array>

namespace racewalk::desktop {
namespace {

constexpr int spacing = 8;
constexpr int toolBarSides = 12;
using Look = FlatButton::Look;

} // namespace

ToolBar::ToolBar(Session &session, const Appearance &appearance, QWidget *parent)
    : Themed(appearance, parent), m_session(session),
      m_variantModel(new VariantModel(session, this)), m_memoryList(new MemoryList(session, this)),
      m_scenarioModel(new ScenarioModel(this))
{
    setObjectName(QStringLiteral("toolBar"));
    setAccessibleName(tr("Tool bar"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(toolBarSides, 0, toolBarSides, 0);
    row->setSpacing(spacing);
    createLeft();
    createMiddle();
    createRight();
    connect(&session, &Session::scenarioChanged, this, &ToolBar::refreshScenario);
    connect(&session, &Session::variantChanged, this, &ToolBar::refresh);
    connect(&session, &Session::runChanged, this, &ToolBar::refresh);
    connect(&session, &Session::resultChanged, this, &ToolBar::refresh);
    if (session.isOpen())
        refreshScenario();
}

void ToolBar::createLeft()
{
    m_menu = new FlatButton(appearance(), "menu", tr("Menu"), tr("F10"), Look::Flat, this);
    m_menu->setObjectName(QStringLiteral("menuButton"));
    m_menu->setTextShown(false);
    m_scenario = new PickerButton(appearance(), *m_scenarioModel, tr("Scenario"), true, this);
    m_scenario->setObjectName(QStringLiteral("scenarioPicker"));
    m_scenario->setWidthLimits(160, 224);
    connect(m_scenario, &PickerButton::aboutToOpen, this, [this] {
        m_scenarioModel->reload();
        m_scenario->setCurrent(m_scenario->text(), {}, m_scenarioModel->rowOf(m_session.path()));
    });
    connect(m_scenario, &PickerButton::picked, this, [this](int row) {
        Q_EMIT openRequested(m_scenarioModel->index(row).data(PathRole).toString());
    });
    m_variants = new VariantBar(m_session, *m_variantModel, appearance(), this);
    m_memory = new MemoryBar(m_session, *m_memoryList, appearance(), this);
    m_parameters = new ParameterBar(m_session, QStringLiteral("parameter_"), appearance(), this);
    connect(m_parameters, &ParameterBar::left, this, &ToolBar::fieldLeft);
    layout()->addWidget(m_menu);
    layout()->addWidget(m_scenario);
    layout()->addWidget(m_variants);
    layout()->addWidget(m_memory);
    layout()->addWidget(m_parameters);
}

void ToolBar::createMiddle()
{
    m_divider = new QWidget(this);
    m_divider->setFixedSize(1, scaled(20));
    m_reset = new FlatButton(appearance(), "reset", tr("Reset"), tr("Home"), Look::Flat, this);
    m_reset->setObjectName(QStringLiteral("reset"));
    m_back = new FlatButton(appearance(), "back", tr("Back"), tr("Left"), Look::Flat, this);
    m_back->setObjectName(QStringLiteral("back"));
    m_counter = new StepCounter(m_session, appearance(), this);
    m_forward =
        new FlatButton(appearance(), "forward", tr("Forward"), tr("Right"), Look::Flat, this);
    m_forward->setObjectName(QStringLiteral("forward"));
    for (FlatButton *button : {m_reset, m_back, m_forward})
        button->setTextShown(false);
    m_back->setAutoRepeat(true);
    m_forward->setAutoRepeat(true);
    connect(m_reset, &FlatButton::clicked, this, [this] { m_session.jump(0); });
    connect(m_back, &FlatButton::clicked, this, [this] { m_session.back(); });
    connect(m_forward, &FlatButton::clicked, this, [this] { m_session.forward(); });
    for (QWidget *widget :
         std::initializer_list<QWidget *>{m_divider, m_reset, m_back, m_counter, m_forward})
        layout()->addWidget(widget);
    static_cast<QHBoxLayout *>(layout())->addStretch(1);
}

void ToolBar::createRight()
{
    m_find =
        new FlatButton(appearance(), "find-hang", tr("Find failure"), tr("F"), Look::Primary, this);
    m_find->setObjectName(QStringLiteral("findHang"));
    connect(m_find, &FlatButton::clicked, this, [this] { m_session.findFailure(); });
    m_compare = new FlatButton(appearance(), "compare", tr("Compare"), tr("C"), Look::Flat, this);
    m_compare->setObjectName(QStringLiteral("compare"));
    m_compare->setCheckable(true);
    m_tours = new FlatButton(appearance(), "hint", tr("Tours"), tr("T"), Look::Flat, this);
    m_tours->setObjectName(QStringLiteral("tours"));
    m_export = new FlatButton(appearance(), "export", tr("Export"), tr("E"), Look::Flat, this);
    m_export->setObjectName(QStringLiteral("export"));
    m_present = new FlatButton(appearance(), "present", tr("Present"), tr("P"), Look::Flat, this);
    m_present->setObjectName(QStringLiteral("present"));
    for (FlatButton *button : {m_find, m_compare, m_tours, m_export, m_present})
        layout()->addWidget(button);
}

void ToolBar::setLow(bool isLow)
{
    if (m_isLow == isLow)
        return;
    m_isLow = isLow;
    updateGeometry();
}

void ToolBar::editCounter()
{
    m_counter->click();
}

void ToolBar::refreshScenario()
{
    m_scenario->setCurrent(m_session.title(), {}, -1);
    m_scenario->setToolTip(m_session.path());
    refresh();
}

void ToolBar::refresh()
{
    const Run &run = m_session.run();
    m_reset->setEnabled(run.position() > 0);
    m_back->setEnabled(run.position() > 0);
    m_forward->setEnabled(run.position() < run.length());
    m_counter->refresh();
    m_find->setName(findText(m_session));
    m_find->setEnabled(!m_session.failures().empty());
    fit();
}

int ToolBar::neededWidth(const Arrangement &arrangement) const
{
    const auto buttonWidth = [](FlatButton *button, bool hasText) {
        const bool shown = button->isTextShown();
        button->setTextShown(hasText);
        const int wide = button->sizeHint().width();
        button->setTextShown(shown);
        return wide + spacing;
    };
    const bool isNarrow = arrangement.inMenu > 0;
    int wide = 2 * toolBarSides + scaled(32) + 2 * spacing;
    wide += isNarrow ? m_scenario->minimumSizeHint().width() : scaled(224);
    wide += !arrangement.pickVariant ? m_variants->segmentsWidth()
            : isNarrow               ? m_variants->minimumSizeHint().width()
                                     : m_variants->namedPickerWidth();
    wide += arrangement.pickMemory ? m_memory->pickerWidth() : m_memory->segmentsWidth();
    wide += 1 + 3 * scaled(32) + m_counter->sizeHint().width() + 7 * spacing;
    wide += buttonWidth(m_find, arrangement.findText);
    if (m_parameters->hasFields() && arrangement.inMenu < 1)
        wide += m_parameters->sizeHint().width() + spacing;
    if (hasTours() && arrangement.inMenu < 2)
        wide += buttonWidth(m_tours, arrangement.exportText);
    if (arrangement.inMenu < 3)
        wide += buttonWidth(m_compare, arrangement.exportText);
    if (arrangement.inMenu < 4)
        wide += buttonWidth(m_export, arrangement.exportText);
    if (arrangement.inMenu < 1)
        wide += buttonWidth(m_present, hasPresentText(arrangement));
    return wide;
}

/// The first text that gives way.
bool ToolBar::hasPresentText(const Arrangement &arrangement)
{
    return arrangement.exportText && !arrangement.pickVariant;
}

bool ToolBar::hasTours() const
{
    return !m_session.scenario().tours.empty();
}

/// The first of these arrangements that fits: texts are dropped before segments, but a
/// picker that is there anyway leaves room for them again.
void ToolBar::fit()
{
    static constexpr std::array arrangements{
        Arrangement{false, false, true, true},    Arrangement{false, false, false, true},
        Arrangement{false, false, false, false},  Arrangement{true, false, true, true},
        Arrangement{true, false, false, true},    Arrangement{true, true, true, true},
        Arrangement{true, true, false, true},     Arrangement{true, true, false, true, 1},
        Arrangement{true, true, false, true, 2},  Arrangement{true, true, false, true, 3},
        Arrangement{true, true, false, true, 4},  Arrangement{true, true, false, false, 4}};
    const auto chosen = std::ranges::find_if(
        arrangements, [this](const Arrangement &each) { return neededWidth(each) <= width(); });
    arrange(chosen == arrangements.end() ? arrangements.back() : *chosen);
}

void ToolBar::arrange(const Arrangement &arrangement)
{
    m_variants->setCollapsed(arrangement.pickVariant);
    const int room = m_variants->namedPickerWidth() + width() - neededWidth(arrangement);
    m_variants->setLeading(
        arrangement.pickVariant
            ? m_variants->leadingIn(room, static_cast<int>(m_session.variant()))
            : 0);
    m_memory->setCollapsed(arrangement.pickMemory);
    m_compare->setTextShown(arrangement.exportText);
    m_tours->setTextShown(arrangement.exportText);
    m_export->setTextShown(arrangement.exportText);
    m_present->setTextShown(hasPresentText(arrangement));
    m_find->setTextShown(arrangement.findText);
    m_parameters->setVisible(m_parameters->hasFields() && arrangement.inMenu < 1);
    m_tours->setVisible(hasTours() && arrangement.inMenu < 2);
    m_compare->setVisible(arrangement.inMenu < 3);
    m_export->setVisible(arrangement.inMenu < 4);
    m_present->setVisible(arrangement.inMenu < 1);
}

void ToolBar::resizeEvent(QResizeEvent *)
{
    if (m_session.isOpen())
        fit();
}

void ToolBar::applyTheme()
{
    if (m_session.isOpen())
        fit();
}

void ToolBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme().color(Token::Panel));
    painter.fillRect(QRect(0, height() - 1, width(), 1), theme().color(Token::Line));
    painter.fillRect(m_divider->geometry(), theme().color(Token::Line));
}

} // namespace racewalk::desktop
