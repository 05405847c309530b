// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "desktop/base/settings.h"
#include "drawing/theme.h"

namespace racewalk::desktop {

/// The theme, chosen by the user or the system, and the text size. Call followSystem() when the
/// system's palette changes. Needs a QGuiApplication.
class Appearance final : public QObject {
    Q_OBJECT

public:
    explicit Appearance(ThemeChoice choice, double textSize, QObject *parent = nullptr);

    const drawing::Theme &theme() const { return m_theme; }
    ThemeChoice choice() const { return m_choice; }
    double textSize() const { return m_theme.textSize(); }

    void setChoice(ThemeChoice choice);
    void setTextSize(double size);
    /// Reads the system's palette again.
    void followSystem();

Q_SIGNALS:
    void themeChanged();

private:
    void apply(ThemeChoice choice, double textSize);

    ThemeChoice m_choice;
    drawing::Theme m_theme;
};

} // namespace racewalk::desktop
