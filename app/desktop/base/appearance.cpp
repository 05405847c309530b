// SPDX-License-Identifier: GPL-3.0-or-later
#include <QGuiApplication>
#include <QPalette>

#include "desktop/base/appearance.h"

namespace racewalk::desktop {
namespace {

/// Qt 6.4 cannot ask for the system's colour scheme; a dark one has light text on dark windows.
ThemeKind kindFor(ThemeChoice choice)
{
    if (choice == ThemeChoice::Light)
        return ThemeKind::Light;
    if (choice == ThemeChoice::Dark)
        return ThemeKind::Dark;
    const QPalette system = QGuiApplication::palette();
    return system.color(QPalette::WindowText).lightness() >
                   system.color(QPalette::Window).lightness()
               ? ThemeKind::Dark
               : ThemeKind::Light;
}

} // namespace

Appearance::Appearance(ThemeChoice choice, double textSize, QObject *parent)
    : QObject(parent), m_choice(choice), m_theme(kindFor(choice), textSize)
{}

void Appearance::setChoice(ThemeChoice choice)
{
    apply(choice, textSize());
}

void Appearance::setTextSize(double size)
{
    apply(m_choice, size);
}

void Appearance::followSystem()
{
    apply(m_choice, textSize());
}

void Appearance::apply(ThemeChoice choice, double textSize)
{
    m_choice = choice;
    const drawing::Theme theme(kindFor(choice), textSize);
    if (theme == m_theme)
        return;
    m_theme = theme;
    Q_EMIT themeChanged();
}

} // namespace racewalk::desktop
