// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace racewalk {

/// A colour by its use; export/theme_tokens.h defines its value in each theme.
enum class Token : std::uint8_t {
    App,
    Panel,
    Sunken,
    Hover,
    Press,
    Line,
    Ctl,
    Text,
    Text2,
    Text3,
    Dis,
    Acc,
    OnAcc,
    AccText,
    AccBg,
    Safe,
    SafeText,
    SafeBg,
    Open,
    OpenEdge,
    OpenText,
    OpenBg,
    Doom,
    DoomText,
    DoomBg,
    KLook,
    KLookE,
    KLookG,
    KLock,
    KLockG,
    KFlag,
    KFlagG,
    KWait,
    KWaitG,
    KWake,
    KWakeE,
    KWakeG,
    KFree,
    KFreeG,
    Chg,
    ChgEdge,
    Add,
    AddText,
    Err,
    ErrBg,
    SynKw,
    SynCm,
};

/// A font by its use; export/theme_tokens.h defines family, size and weight.
enum class FontRole : std::uint8_t {
    Body,
    BodyStrong,
    CardTitle,
    Secondary,
    SecondaryStrong,
    Pill,
    StepTitle,
    StepCode,
    StepDetail,
    Code,
    CodeStrong,
    LaneTitle,
    TimelineLabel,
    TimelineNumber,
    TimelineNumberStrong,
    Note, ///< UI words inside the timeline
    NoteMedium,
    NoteStrong,
    Small,
    SmallStrong,
    SmallCode,
    SmallCodeStrong,
    Editor,
};

/// The width of a UTF-8 text in device-independent pixels.
using TextWidth = std::function<double(FontRole, std::string_view)>;

struct Point {
    double x = 0, y = 0;
    bool operator==(const Point &) const = default;
};

struct Rect {
    double x = 0, y = 0, width = 0, height = 0;

    double right() const { return x + width; }
    double bottom() const { return y + height; }
    bool contains(Point point) const
    {
        return point.x >= x && point.x < right() && point.y >= y && point.y < bottom();
    }
    bool operator==(const Rect &) const = default;
};

/// The ends of a solid or dashed line are flat.
enum class Dash : std::uint8_t {
    Solid,
    Dotted, ///< a dot as wide as the pen, every 6 pixels
    Dense,  ///< 2.5 on, 2.5 off
    Dashed, ///< 4 on, 3 off
};

struct Pen {
    Token color = Token::Line;
    double width = 1;
    Dash dash = Dash::Solid;
    bool operator==(const Pen &) const = default;
};

/// Stripes of `color`, `thickness` wide, one every `period` pixels across their direction.
struct Stripes {
    enum class Direction : std::uint8_t { Rising, Across }; ///< 45 degrees; horizontal
    Token color = Token::Panel;
    Direction direction = Direction::Rising;
    double thickness = 3;
    double period = 6;
    bool operator==(const Stripes &) const = default;
};

struct Fill {
    Token color = Token::Panel;
    std::optional<Stripes> stripes; ///< on top of color
    bool operator==(const Fill &) const = default;
};

struct RectShape {
    Rect rect;
    double radius = 0;
    std::optional<Fill> fill;
    std::optional<Pen> pen;
};

struct LineShape {
    Point from, to;
    Pen pen;
};

struct CircleShape {
    Point center;
    double radius = 0;
    std::optional<Fill> fill;
    std::optional<Pen> pen;
};

struct PathCommand {
    enum class Kind : std::uint8_t { Move, Line, Cubic, Close };
    Kind kind = Kind::Move;
    Point control1, control2; ///< of Cubic
    Point to;                 ///< unused by Close
    bool operator==(const PathCommand &) const = default;
};

using Path = std::vector<PathCommand>;

struct PathShape {
    Path path;
    std::optional<Fill> fill; ///< without stripes
    std::optional<Pen> pen;
};

struct IconShape {
    std::string name; ///< as in resources/icons/icons.txt
    Rect rect;
    Token current = Token::Text;
};

struct TextShape {
    enum class Anchor : std::uint8_t { Left, Middle, Right };
    Point at; ///< x by the anchor, y the middle of the capitals
    std::string text;
    FontRole font = FontRole::Body;
    Token color = Token::Text;
    Anchor anchor = Anchor::Left;
};

using Shape = std::variant<RectShape, LineShape, CircleShape, PathShape, IconShape, TextShape>;

/// The contents of a picture, in order of painting, for a painter or a file format. Texts are
/// already shortened to their areas.
struct Picture {
    double width = 0, height = 0;
    std::vector<Shape> shapes;
};

/// Returns the stripes inside a rectangle with round corners: one closed polygon each, clipped to
/// its outline. Stripes of one kind are aligned wherever they are, so parts of a shape fit
/// together.
Path stripesIn(const Rect &rect, double radius, const Stripes &stripes);

/// Appends `part`, moved by `offset`.
void append(Picture &picture, const Picture &part, Point offset);

} // namespace racewalk
