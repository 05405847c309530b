// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "desktop/views/controls/themed.h"

#include <vector>

class QLabel;
class QSpinBox;

namespace racewalk::desktop {

class Session;

/// A number field for each parameter of the scenario; empty if it has none.
class ParameterBar final : public Themed<QWidget> {
    Q_OBJECT

public:
    /// The name of each field is that of its parameter after `prefix`.
    ParameterBar(Session &session, const QString &prefix, const Appearance &appearance,
                 QWidget *parent);

    bool hasFields() const { return !m_fields.empty(); }

Q_SIGNALS:
    /// The user has finished with a field: Enter, Esc, or a click on its arrows.
    void left();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void applyTheme() override;

private:
    void rebuild();
    void refresh();
    void discardText(QSpinBox &field);

    Session &m_session;
    const QString m_prefix;
    std::vector<QLabel *> m_labels;
    std::vector<QSpinBox *> m_fields;
};

} // namespace racewalk::desktop
