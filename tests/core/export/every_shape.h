// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/timeline/picture.h"

namespace racewalk::test {

/// A picture with every kind of shape, fill, pen and anchor, for the formats of pictures.
inline Picture everyShape()
{
    using enum PathCommand::Kind;
    Picture picture{100, 60.5, {}};
    const Stripes stripes{Token::Open, Stripes::Direction::Rising, 2, 6};
    picture.shapes = {
        RectShape{{0, 0, 100, 60.5}, 0, Fill{Token::Panel, {}}, {}},
        RectShape{{1.005, 2, 5, 20}, 2.5, Fill{Token::Panel, stripes}, Pen{Token::KLock, 1}},
        LineShape{{0, 30}, {100, 30}, {Token::Ctl, 1.5, Dash::Dotted}},
        CircleShape{{20, 20}, 9.25, Fill{Token::KLook, {}}, Pen{Token::KLookE, 1.5}},
        PathShape{{{Move, {}, {}, {1, 2}}, {Cubic, {3, 4}, {5, 6}, {7, 8}}, {Close, {}, {}, {}}},
                  {},
                  Pen{Token::Acc, 2, Dash::Dashed}},
        IconShape{"play", {40, 40, 12, 12}, Token::Text},
        TextShape{{50, 20}, "a < b && \"c\"", FontRole::TimelineLabel, Token::Text, {}},
        TextShape{{26, 20}, "12", FontRole::TimelineNumber, Token::Text3, TextShape::Anchor::Right},
    };
    return picture;
}

} // namespace racewalk::test
