// SPDX-License-Identifier: GPL-3.0-or-later
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QTimer>

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
        field->installEventFilter(this);
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

/// A field is left as easily as it is entered, so that digits step threads again; and Ctrl+Z is the
/// window's, because a value is no text to a user.
bool ParameterBar::eventFilter(QObject *watched, QEvent *event)
{
    auto *field = qobject_cast<QSpinBox *>(watched);
    const QEvent::Type type = event->type();
    if (!field)
        return Themed::eventFilter(watched, event);
    if (type == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo)) {
            event->ignore();
            return true;
        }
        if (key->key() == Qt::Key_Escape)
            event->accept(); // or it would close the message
    } else if (type == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        const bool isEnter = key == Qt::Key_Return || key == Qt::Key_Enter;
        if (isEnter)
            field->interpretText();
        else if (key == Qt::Key_Escape)
            discardText(*field);
        if (isEnter || key == Qt::Key_Escape) {
            Q_EMIT left();
            return true;
        }
    } else if (type == QEvent::MouseButtonRelease) {
        // Its text stands in a child: what comes here is for the arrows.
        QTimer::singleShot(0, this, &ParameterBar::left);
    }
    return Themed::eventFilter(watched, event);
}

void ParameterBar::discardText(QSpinBox &field)
{
    const QSignalBlocker quiet(&field);
    for (std::size_t index = 0; index < m_fields.size(); ++index)
        if (m_fields[index] == &field)
            field.findChild<QLineEdit *>()->setText(
                QString::number(m_session.program().parameters[index].value));
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
