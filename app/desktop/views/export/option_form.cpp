// SPDX-License-Identifier: GPL-3.0-or-later
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QVBoxLayout>

#include "desktop/views/export/option_form.h"

#include "desktop/base/counted.h"
#include "desktop/views/controls/choice_bar.h"
#include "desktop/views/controls/switch_button.h"

#include <algorithm>

namespace racewalk::desktop {
namespace {

constexpr double labelWidth = 92, controlHeight = 28, rowGap = 10, formSides = 16;

enum class Control { Choice, Number, Switch, Text, Range };

Control controlOf(const ExportOptionRow &row)
{
    if (row.option == ExportOption::From || row.option == ExportOption::To)
        return Control::Range;
    if (isSwitch(row))
        return Control::Switch;
    if (!row.choices.empty())
        return Control::Choice;
    return row.most > 0 ? Control::Number : Control::Text;
}

QString objectNameOf(const ExportOptionRow &row)
{
    return QStringLiteral("export_") + QString::fromUtf8(row.name);
}

} // namespace

OptionForm::OptionForm(const Appearance &appearance, QWidget *parent) : Themed(appearance, parent)
{
    setObjectName(QStringLiteral("exportOptions"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
}

void OptionForm::setSteps(std::size_t steps, std::size_t now)
{
    if (m_steps == steps && m_now == now)
        return;
    m_steps = steps;
    m_now = now;
    m_range = {};
    m_range.to = std::max<std::size_t>(steps, 1);
    if (m_body != nullptr)
        rebuild();
}

void OptionForm::showOptions(ExportFormat format, const FormatOptions &options)
{
    m_format = format;
    m_options = options;
    rebuild();
}

bool OptionForm::hasRange() const
{
    return m_steps > 0 && rowOf(m_format).options.contains(ExportOption::From);
}

void OptionForm::rebuild()
{
    delete m_body;
    m_body = new QWidget(this);
    m_grid = new QGridLayout(m_body);
    m_grid->setContentsMargins(scaled(formSides), scaled(14), scaled(formSides), scaled(14));
    m_grid->setHorizontalSpacing(scaled(4));
    m_grid->setVerticalSpacing(scaled(rowGap));
    m_grid->setColumnMinimumWidth(0, scaled(labelWidth));
    m_grid->setColumnStretch(1, 1);
    m_hasGroup = m_isLineDue = false;
    const ExportOptionSet shown = effectiveOptions(rowOf(m_format), m_options);
    const auto addAll = [&](std::initializer_list<Control> controls) {
        for (const ExportOptionRow &row : exportOptions()) {
            const Control control = controlOf(row);
            if (!shown.contains(row.option) || row.label.empty() ||
                std::ranges::find(controls, control) == controls.end())
                continue;
            if (control == Control::Choice)
                addChoice(row);
            else if (control == Control::Number)
                addNumber(row);
            else if (control == Control::Switch)
                addSwitch(row);
            else
                addText(row);
        }
    };
    addAll({Control::Choice, Control::Number});
    endGroup();
    if (hasRange())
        addRange();
    addAll({Control::Switch});
    endGroup();
    addAll({Control::Text});
    if (!m_hasGroup) {
        auto *none = new QLabel(tr("This format has no options."), m_body);
        none->setFont(theme().font(FontRole::Body));
        m_grid->addWidget(none, 0, 0, 1, 2);
    }
    m_grid->setRowStretch(m_grid->rowCount(), 1);
    layout()->addWidget(m_body);
}

void OptionForm::addRow(const QString &label, QWidget *control)
{
    const int row = nextRow();
    auto *name = new QLabel(label, m_body);
    name->setFont(theme().font(FontRole::Body));
    name->setFixedHeight(scaled(controlHeight));
    name->setBuddy(control);
    m_grid->addWidget(name, row, 0, Qt::AlignTop);
    m_grid->addWidget(control, row, 1, Qt::AlignTop);
}

void OptionForm::endGroup()
{
    m_isLineDue = m_hasGroup;
}

/// With a line above it if it begins another group.
int OptionForm::nextRow()
{
    if (std::exchange(m_isLineDue, false))
        addLine();
    m_hasGroup = true;
    return m_grid->rowCount();
}

void OptionForm::addLine()
{
    auto *line = new QWidget(m_body);
    line->setFixedHeight(1);
    QPalette colors = palette();
    colors.setColor(QPalette::Window, theme().color(Token::Line));
    line->setPalette(colors);
    line->setAutoFillBackground(true);
    m_grid->addWidget(line, m_grid->rowCount(), 0, 1, 2);
}

void OptionForm::addChoice(const ExportOptionRow &row)
{
    QStringList titles;
    for (const OptionChoice &choice : row.choices)
        titles += QString::fromUtf8(choice.title);
    auto *bar = new ChoiceBar(appearance(), QString::fromUtf8(row.label), titles, m_body);
    bar->setObjectName(objectNameOf(row));
    bar->setToolTip(QString::fromUtf8(row.help));
    const std::string value = valueOf(row, withPreset(m_options));
    const auto chosen = std::ranges::find(row.choices, value, &OptionChoice::name);
    bar->setCurrent(static_cast<int>(chosen - row.choices.begin()));
    connect(bar, &ChoiceBar::chosen, this, [this, &row](int number) {
        const std::string picked(row.choices[static_cast<std::size_t>(number)].name);
        FormatOptions usual = m_options;
        // What the preset would choose anyway is left to it.
        const bool isOptional = setValue(row, "", usual).empty();
        set(row, isOptional && valueOf(row, withPreset(usual)) == picked ? "" : picked);
        if (row.option == ExportOption::Preset) // later: this bar is replaced too
            QMetaObject::invokeMethod(this, &OptionForm::rebuild, Qt::QueuedConnection);
    });
    addRow(QString::fromUtf8(row.label), bar);
}

QSpinBox *OptionForm::newNumber(std::size_t least, std::size_t most, const QString &name)
{
    auto *box = new QSpinBox(m_body);
    box->setRange(static_cast<int>(least), static_cast<int>(most));
    box->setAccessibleName(name);
    box->setFont(theme().font(FontRole::Body));
    box->setFixedHeight(scaled(controlHeight));
    return box;
}

void OptionForm::addNumber(const ExportOptionRow &row)
{
    const bool isStep = row.option == ExportOption::Start && m_steps > 0;
    auto *box = newNumber(row.least, isStep ? m_steps : row.most, QString::fromUtf8(row.label));
    box->setObjectName(objectNameOf(row));
    box->setToolTip(QString::fromUtf8(row.help));
    box->setValue(QString::fromStdString(valueOf(row, m_options)).toInt());
    connect(box, &QSpinBox::valueChanged, this,
            [this, &row](int value) { set(row, std::to_string(value)); });
    auto *field = new QWidget(m_body);
    auto *line = new QHBoxLayout(field);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(box);
    if (!row.unit.empty()) {
        auto *unit = new QLabel(QString::fromUtf8(row.unit), field);
        unit->setFont(theme().font(FontRole::Body));
        line->addWidget(unit);
    }
    line->addStretch();
    addRow(QString::fromUtf8(row.label), field);
}

void OptionForm::addSwitch(const ExportOptionRow &row)
{
    auto *control = new SwitchButton(appearance(), QString::fromUtf8(row.label), m_body);
    control->setObjectName(objectNameOf(row));
    control->setToolTip(QString::fromUtf8(row.help));
    control->setFlush(true);
    control->setChecked(valueOf(row, m_options) == "yes");
    connect(control, &SwitchButton::toggled, this,
            [this, &row](bool isOn) { set(row, isOn ? "yes" : "no"); });
    m_grid->addWidget(control, nextRow(), 0, 1, 2, Qt::AlignLeft);
}

void OptionForm::addText(const ExportOptionRow &row)
{
    auto *edit = new QLineEdit(QString::fromStdString(valueOf(row, m_options)), m_body);
    edit->setObjectName(objectNameOf(row));
    edit->setAccessibleName(QString::fromUtf8(row.label));
    edit->setToolTip(QString::fromUtf8(row.help));
    edit->setPlaceholderText(tr("None"));
    edit->setFont(theme().font(FontRole::Body));
    edit->setFixedHeight(scaled(controlHeight));
    connect(edit, &QLineEdit::textChanged, this,
            [this, &row](const QString &text) { set(row, text.toStdString()); });
    addRow(QString::fromUtf8(row.label), edit);
}

void OptionForm::addRange()
{
    auto *bar = new ChoiceBar(appearance(), tr("Range"),
                              {tr("Whole run"), tr("Up to now"), tr("Steps")}, m_body);
    bar->setObjectName(QStringLiteral("export_range"));
    bar->setCurrent(static_cast<int>(m_range.kind));
    addRow(tr("Range"), bar);
    auto *steps = new QWidget(m_body);
    auto *line = new QHBoxLayout(steps);
    line->setContentsMargins(0, 0, 0, 0);
    QSpinBox *from = newNumber(1, m_steps, tr("From step"));
    QSpinBox *to = newNumber(1, m_steps, tr("To step"));
    from->setObjectName(QStringLiteral("export_from"));
    to->setObjectName(QStringLiteral("export_to"));
    from->setValue(static_cast<int>(m_range.from));
    to->setValue(static_cast<int>(m_range.to));
    auto *between = new QLabel(tr("to"), steps);
    between->setFont(theme().font(FontRole::Body));
    line->addWidget(from);
    line->addWidget(between);
    line->addWidget(to);
    line->addStretch();
    m_grid->addWidget(steps, m_grid->rowCount(), 1);
    steps->setVisible(m_range.kind == ExportRange::Kind::Steps);
    connect(bar, &ChoiceBar::chosen, this, [this, steps](int row) {
        m_range.kind = static_cast<ExportRange::Kind>(row);
        steps->setVisible(m_range.kind == ExportRange::Kind::Steps);
        Q_EMIT rangeChanged();
    });
    const auto changed = [this, from, to] {
        // Neither passes the other.
        from->setMaximum(to->value());
        to->setMinimum(from->value());
        m_range.from = static_cast<std::size_t>(from->value());
        m_range.to = static_cast<std::size_t>(to->value());
        Q_EMIT rangeChanged();
    };
    connect(from, &QSpinBox::valueChanged, this, changed);
    connect(to, &QSpinBox::valueChanged, this, changed);
}

void OptionForm::set(const ExportOptionRow &row, const std::string &value)
{
    if (setValue(row, value, m_options).empty())
        Q_EMIT optionsChanged();
}

void OptionForm::applyTheme()
{
    if (m_body != nullptr)
        rebuild();
}

} // namespace racewalk::desktop
