// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "desktop/session/appearance.h"

namespace racewalk::desktop {

/// What every painted widget has: the theme, and to be measured and painted again when it changes.
/// The Appearance outlives all widgets.
template <class Base>
class Themed : public Base {
public:
    template <class... Arguments>
    explicit Themed(const Appearance &appearance, Arguments &&...arguments)
        : Base(std::forward<Arguments>(arguments)...), m_appearance(appearance)
    {
        QObject::connect(&appearance, &Appearance::themeChanged, this, [this] {
            applyTheme();
            this->updateGeometry();
            this->update();
        });
    }

    const drawing::Theme &theme() const { return m_appearance.theme(); }

protected:
    const Appearance &appearance() const { return m_appearance; }
    int scaled(double size) const { return qRound(theme().scaled(size)); }
    /// For what depends on the theme beside painting. Called at every change, not at first.
    virtual void applyTheme() {}

private:
    const Appearance &m_appearance;
};

} // namespace racewalk::desktop
