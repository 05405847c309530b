// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFontMetricsF>
#include <QStringList>

#include "drawing/theme.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>

namespace racewalk::drawing {
namespace {

QString fromView(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QStringList families(bool isMono)
{
    QStringList list;
    if (isMono)
        for (const std::string_view name : codeFamilies)
            list << fromView(name);
    else
        for (const std::string_view name : uiFamilies)
            list << fromView(name);
    return list;
}

QFont fontOfSpec(const FontSpec &spec, double textSize)
{
    QFont font(families(spec.mono));
    font.setPixelSize(qMax(1, qRound(spec.size * textSize))); // Qt rounds points too
    font.setWeight(static_cast<QFont::Weight>(spec.weight));
    font.setHintingPreference(QFont::PreferNoHinting);
    font.setStyleHint(spec.mono ? QFont::Monospace : QFont::SansSerif);
    font.setFixedPitch(spec.mono);
    font.setStyleStrategy(QFont::PreferNoShaping); // no ligatures: "->" stays two characters
    return font;
}

} // namespace

Theme::Theme(ThemeKind kind, double textSize) : m_kind(kind), m_textSize(textSize) {}

QColor Theme::color(Token token) const
{
    const Rgb rgb = colorOf(token, m_kind);
    return {rgb.red, rgb.green, rgb.blue};
}

QFont Theme::font(FontRole role) const
{
    return fontOfSpec(fontOf(role), m_textSize);
}

double Theme::lineHeight(FontRole role) const
{
    return scaled(fontOf(role).lineHeight);
}

PictureFont pictureFont(FontRole role)
{
    const FontSpec spec = fontOf(role);
    PictureFont result{fontOfSpec(spec, 1), 1};
    result.font.setPixelSize(std::max(1, static_cast<int>(std::ceil(spec.size))));
    result.scale = spec.size / result.font.pixelSize();
    return result;
}

TextWidth Theme::textWidth()
{
    struct Measure {
        QFontMetricsF metrics;
        double scale;
    };
    auto measures = std::make_shared<std::map<FontRole, Measure>>();
    return [measures](FontRole role, std::string_view text) {
        auto known = measures->find(role);
        if (known == measures->end()) {
            const PictureFont font = pictureFont(role);
            known = measures->emplace(role, Measure{QFontMetricsF(font.font), font.scale}).first;
        }
        return known->second.metrics.horizontalAdvance(fromView(text)) * known->second.scale;
    };
}

QPalette Theme::palette() const
{
    QPalette palette;
    const auto set = [&](QPalette::ColorRole role, Token token, Token disabled) {
        palette.setColor(QPalette::Active, role, color(token));
        palette.setColor(QPalette::Inactive, role, color(token));
        palette.setColor(QPalette::Disabled, role, color(disabled));
    };
    set(QPalette::Window, Token::App, Token::App);
    set(QPalette::WindowText, Token::Text, Token::Dis);
    set(QPalette::Base, Token::Panel, Token::Sunken);
    set(QPalette::AlternateBase, Token::Sunken, Token::Sunken);
    set(QPalette::Text, Token::Text, Token::Dis);
    set(QPalette::PlaceholderText, Token::Text3, Token::Dis);
    set(QPalette::Button, Token::Panel, Token::Sunken);
    set(QPalette::ButtonText, Token::Text, Token::Dis);
    set(QPalette::BrightText, Token::OnAcc, Token::Dis);
    set(QPalette::Highlight, Token::Acc, Token::Line);
    set(QPalette::HighlightedText, Token::OnAcc, Token::Dis);
    set(QPalette::Link, Token::AccText, Token::Dis);
    set(QPalette::LinkVisited, Token::AccText, Token::Dis);
    set(QPalette::ToolTipBase, Token::Panel, Token::Panel);
    set(QPalette::ToolTipText, Token::Text, Token::Text);
    set(QPalette::Light, Token::Panel, Token::Panel);
    set(QPalette::Midlight, Token::Hover, Token::Hover);
    set(QPalette::Mid, Token::Line, Token::Line);
    set(QPalette::Dark, Token::Ctl, Token::Line);
    set(QPalette::Shadow, Token::Ctl, Token::Line);
    return palette;
}

} // namespace racewalk::drawing
