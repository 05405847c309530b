// SPDX-License-Identifier: GPL-3.0-or-later
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSpinBox>

#include "desktop/views/panes/parameter_bar.h"

#include "desktop/session/session.h"

namespace racewalk::desktop {

ParameterBar::ParameterBar(Session &session, const QString &prefix, const Appearance &appearance,
                           QWidget *parent)
    : Themed(appearance, parent), m_session(session), m_prefix(prefix)
{
    setObjectName(QStringLiteral("parameters"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&session, &Session::scenarioChanged, this, &ParameterBar::rebuild);
    connect(&session, &Session::variantChanged, this, &ParameterBar::refresh);
    rebuild();
}

void ParameterBar::rebuild()
{
    for (QLabel *label : m_labels)
        label->deleteLater();
    for (QSpinBox *field : m_fields)
        field->deleteLater();
    m_labels.clear();
    m_fields.clear();
    if (!m_session.isOpen())
        return;
    for (const Parameter &parameter : m_session.program().parameters) {
        const QString name = QString::fromStdString(parameter.name);
        auto *label = new QLabel(name, this);
        auto *field = new QSpinBox(this);
        field->setObjectName(m_prefix + name);
        field->setAccessibleName(name);
        field->setRange(parameter.low, parameter.high);
        field->setValue(parameter.value);
        field->setToolTip(tr("%1, from %2 to %3").arg(name).arg(parameter.low).arg(parameter.high));
        // A number being typed is no wish yet.
        field->setKeyboardTracking(false);
        label->setBuddy(field);
        connect(field, &QSpinBox::valueChanged, this,
                [this, key = parameter.name](int value) { m_session.setParameter(key, value); });
        layout()->addWidget(label);
        layout()->addWidget(field);
        m_labels.push_back(label);
        m_fields.push_back(field);
    }
    applyTheme();
}

void ParameterBar::refresh()
{
    const auto &parameters = m_session.program().parameters;
    for (std::size_t index = 0; index < m_fields.size() && index < parameters.size(); ++index) {
        const QSignalBlocker quiet(m_fields[index]);
        m_fields[index]->setValue(parameters[index].value);
    }
}

void ParameterBar::applyTheme()
{
    for (QLabel *label : m_labels)
        label->setFont(theme().font(FontRole::Body));
    for (QSpinBox *field : m_fields) {
        field->setFont(theme().font(FontRole::Body));
        field->setFixedHeight(scaled(32));
    }
}

} // namespace racewalk::desktop
