// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

#include "desktop/base/appearance.h"

#include <type_traits>
#include <utility>

namespace racewalk::desktop {

/// Base of every painted widget: has the theme, and measures and paints the widget again when it
/// changes. The Appearance outlives all widgets.
template <class Base>
class Themed : public Base {
public:
    template <class... Arguments>
    explicit Themed(const Appearance &appearance, Arguments &&...arguments)
        : Base(std::forward<Arguments>(arguments)...), m_appearance(appearance)
    {
        // Buttons look different under the mouse: Qt then repaints them when it comes and goes.
        if constexpr (std::is_base_of_v<QAbstractButton, Base>)
            this->setAttribute(Qt::WA_Hover);
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
    /// For everything except painting that depends on the theme. Called at every change, but not
    /// initially.
    virtual void applyTheme() {}

private:
    const Appearance &m_appearance;
};

} // namespace racewalk::desktop
