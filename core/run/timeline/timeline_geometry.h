// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/timeline/picture.h"
#include "run/timeline/short_names.h"
#include "run/timeline/timeline.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace racewalk {

/// A fill behind an event's label, and the label's colour on it.
struct LabelBox {
    Token fill{}, text{};
    bool operator==(const LabelBox &) const = default;
};

/// Where the rows of a timeline are that shares them with another one. There is then no gap and no
/// line at the cursor: they go through both timelines. Such a timeline has no notes.
struct RowPlacement {
    double rowHeight = 26;
    /// By event: the upper edge of its row, ascending. An event that a switch comes before needs
    /// switchHeight above it.
    std::vector<double> tops{};
    double height = 0;                            ///< of the body
    std::vector<std::optional<LabelBox>> boxes{}; ///< by event
};

struct TimelineOptions {
    double width = 614; ///< available width; layouts with many lanes are wider
    /// Height of the view that the rows should fit in, without header and footer; 0: as high as
    /// needed.
    double height = 0;
    double leastRow = 20, mostRow = 26; ///< limits of their height
    /// Where the columns need at most this part more than there is, labels are shortened instead.
    double squeeze = 0.03;
    /// First events of the statements that are one row each, ascending. A statement with a note on
    /// another event than its last stays open. Not for placed rows.
    std::vector<std::size_t> folded{};
    /// First event of one of them that is open for now, because the cursor is in it. The columns
    /// are as if it were folded, so that the cursor moves none.
    std::optional<std::size_t> opened{};
    /// An event that has a free row of this height below it, where its note is edited.
    std::optional<std::size_t> edited{};
    double editorHeight = 0;
    bool hasMarks = false;   ///< where a click folds or opens a statement
    bool foldsNotes = false; ///< a note is only an icon behind its event's label
    /// If set, `height` is not used.
    std::optional<RowPlacement> placement{};
};

/// What stands around an exported timeline.
struct PictureFrame {
    std::string title, caption; ///< above it, if they are not empty
    bool hasLegend = true;
};

struct Interval {
    double begin = 0, end = 0;
    bool touches(const Interval &other) const { return begin <= other.end && end >= other.begin; }
    bool operator==(const Interval &) const = default;
};

/// The part of a timeline that a view shows. The columns scroll beneath the pinned part at the
/// left: numbers, fate strip and the flag of the now line.
struct TimelineWindow {
    Interval rows;    ///< y, in the body
    Interval columns; ///< x, of the columns that are in view, beside the pinned part
    std::span<const std::size_t> marked = {}; ///< events whose rows get the hover fill
};

enum class TimelinePart : std::uint8_t { All, Columns, Pinned };

/// How many columns are out of view at each side.
struct HiddenColumns {
    std::size_t left = 0, right = 0;
    bool operator==(const HiddenColumns &) const = default;
};

/// A row's label and note, shortened to fit. All x from the left edge of the timeline.
struct RowLabel {
    std::string text, note;
    double noteX = 0;
    std::optional<double> markX{}; ///< of what folds or opens a statement
    double end = 0;                ///< of the last of them
};

/// The positions in one lane; x from the left edge of the timeline.
struct TimelineColumn {
    double left = 0, right = 0;
    std::optional<double> bracket; ///< left edge of the RCU bracket's strip
    /// By lock of Timeline::locks: left edge of its bar's strip, where this thread takes the lock.
    std::vector<std::optional<double>> bars;
    double icon = 0;  ///< the icons' centre
    double label = 0; ///< left edge of the labels
};

/// The geometry of one Timeline: computed once for a width, then used for pictures at any cursor
/// position. Pixels are device-independent at text size 100 %; header, body and footer have their
/// own origins. Immutable.
class TimelineLayout {
public:
    static constexpr double headerHeight = 36;
    static constexpr double headerEndWidth = 36; ///< of the part that shows more columns at a click
    static constexpr double footerHeight = 32;   ///< of one line
    static constexpr double switchHeight = 22;
    static constexpr double nowGap = 10;
    static constexpr double margin = 4; ///< above the first row and below the last
    /// As a position: every step is taken, and no row is the current one.
    static constexpr std::size_t noCursor = std::numeric_limits<std::size_t>::max();

    TimelineLayout(std::shared_ptr<const Timeline> timeline, const TimelineOptions &options,
                   TextWidth measure);
    /// The same with another statement open for now. Only the rows are laid out anew: so this is
    /// fast enough for every step of the cursor.
    TimelineLayout withOpened(std::optional<std::size_t> opened) const;
    std::optional<std::size_t> opened() const { return m_opened; }

    const Timeline &timeline() const { return *m_timeline; }
    double width() const { return m_width; } ///< at least options.width
    double rowHeight() const { return m_rowHeight; }
    const std::optional<RowPlacement> &placement() const { return m_placement; }
    /// Height of a timeline's rows that fits them into `height`: `least` to `most`. `fixed` is the
    /// height of everything else.
    static double rowHeightFor(double rows, double fixed, double height,
                               double least = TimelineOptions().leastRow,
                               double most = TimelineOptions().mostRow);
    double bodyHeight(std::size_t position = 0) const;
    double numbersRight() const { return m_numbersRight; } ///< where the row numbers end
    double stripCenter() const { return m_numbersRight + 13; }
    double pinnedWidth() const { return m_numbersRight + beforeColumns; }
    /// Whether every label is in its short form, because the full ones do not fit.
    bool hasShortLabels() const { return m_hasShortLabels; }
    const std::string &label(const TimelineEvent &event) const
    {
        return m_hasShortLabels && !event.shortLabel.empty() ? event.shortLabel : event.label;
    }
    const ScreenNames &names() const { return m_names; }
    const std::vector<TimelineColumn> &columns() const { return m_columns; }
    /// The events of one lane, in order.
    std::span<const std::size_t> laneEvents(std::size_t lane) const { return m_laneEvents[lane]; }
    const TextWidth &measure() const { return m_measure; }
    bool foldsNotes() const { return m_foldsNotes; }

    /// The event whose row shows an event: the last of a folded statement, otherwise itself.
    std::size_t rowEvent(std::size_t event) const
    {
        return m_rowEvents.empty() ? event : m_rowEvents[event];
    }
    bool isHidden(std::size_t event) const { return rowEvent(event) != event; }
    /// The events that have a row, if a statement is folded; otherwise empty.
    const std::vector<std::size_t> &shownEvents() const { return m_shownEvents; }
    /// The statement of several events that an event belongs to and that can be folded.
    const TimelineStatement *statementOf(std::size_t event) const;
    /// The same, if it is folded.
    const TimelineStatement *foldedAt(std::size_t event) const;
    /// What folds or opens the statement, in the row of its first event, or in its only row. None
    /// where it would shorten the label.
    std::optional<Rect> statementMark(std::size_t event, std::size_t position) const;
    RowLabel rowLabel(std::size_t event) const;
    std::string rowNumber(std::size_t event) const; ///< "5", or "3–5" of a folded statement

    /// Returns the row of an event if the cursor is at `position`, in body coordinates.
    Interval row(std::size_t event, std::size_t position) const;
    double rowCenter(std::size_t event, std::size_t position) const;
    /// The end of the last row.
    double rowsEnd(std::size_t position) const;
    /// The y of the now line, or where it would be after the last row.
    double nowLine(std::size_t position) const;
    /// The event whose row is at `y`; none in gaps and switch rows.
    std::optional<std::size_t> eventAt(double y, std::size_t position) const;
    /// The bubble of the note on an event, in its own row below the event's; none without a note.
    std::optional<Rect> notePlace(std::size_t event, std::size_t position) const;
    /// The text of a note as it is shown, by line; the last one is shortened if it is too long.
    const std::vector<std::string> &noteLines(std::size_t event) const
    {
        return m_notes.at(event).lines;
    }
    /// The event whose note is at `y`, below its row.
    std::optional<std::size_t> noteAt(double y, std::size_t position) const;
    /// The first event whose row ends below `y`.
    std::size_t firstEventBelow(double y, std::size_t position) const;

    /// The header of the columns in view, as wide as the view: names stay in sight while part of
    /// their column is. Its ends say how many columns are out of view. None given: all are in view.
    Picture header(std::optional<Interval> columns = {}) const;
    HiddenColumns hiddenColumns(const Interval &columns) const;
    /// Where the columns in view should begin to show one more at the left or right.
    double beginFor(bool isLeft, const Interval &columns) const;
    /// The columns of the event and of the other ends of its arrows if they fit into `room`;
    /// otherwise its own.
    Interval columnsOf(std::size_t event, double room) const;

    /// Draws only what intersects the rows in view; the picture always has the height of the body.
    Picture part(TimelinePart part, std::size_t position, const TimelineWindow &window) const;
    /// All of it, unscrolled. Draws only what intersects `visible`, if given.
    Picture body(std::size_t position, std::optional<Interval> visible = {},
                 std::span<const std::size_t> marked = {}) const;
    /// Draws caption, header, body and legend below each other on a panel, without a cursor, for
    /// export.
    Picture whole(const PictureFrame &frame = {}) const;

private:
    static constexpr double statementMarkGap = 2, statementMarkRoom = 14;
    /// From the numbers: gap 8, fate strip 10, gap 6.
    static constexpr double beforeColumns = 24;

    struct NoteBox {
        std::vector<std::string> lines;
        double width = 0;  ///< of the bubble
        double height = 0; ///< of its row
    };

    void collectNames();
    // timeline_rows.cpp
    void foldStatements(std::span<const std::size_t> folded);
    void openStatement(std::optional<std::size_t> first);
    bool hasMark(std::size_t event) const;
    const std::string &rowText(std::size_t event) const;
    const std::string &rowNote(std::size_t event) const;
    void layOutNumbers();
    double gap() const { return m_placement ? 0 : nowGap; }
    // timeline_columns.cpp
    void layOutColumns(double width);
    void layOutNotes(const TimelineOptions &options);
    void layOutRows();
    double heightOfNote(std::size_t event) const; ///< 0 without one
    void placeInColumn(std::size_t lane);
    double widestLabel(std::size_t lane, double most, bool withOpened) const;
    double titleWidth(std::size_t lane) const;

    std::shared_ptr<const Timeline> m_timeline;
    TextWidth m_measure;
    bool m_foldsNotes = false, m_hasMarks = false;
    std::optional<RowPlacement> m_placement;
    double m_width = 0;
    double m_height = 0; ///< that the rows should fit in; 0: none
    double m_leastRow, m_mostRow, m_squeeze;
    double m_rowHeight = 26;
    double m_numbersRight = 26;
    bool m_hasShortLabels = false;
    ScreenNames m_names;
    double m_tail = 0; ///< below the last row: for a sleep that begins in it, a livelock
    std::optional<std::size_t> m_opened;    ///< first event of a statement
    std::vector<std::size_t> m_foldedRows;  ///< m_rowEvents without an opened statement
    std::vector<std::size_t> m_rowEvents;   ///< by event; empty if nothing is folded
    std::vector<std::size_t> m_shownEvents; ///< empty if nothing is folded
    std::vector<std::size_t> m_stubs;       ///< events that wake no thread, sorted
    std::vector<double> m_tops; ///< of each event's row if the cursor is after the last one
    std::map<std::size_t, NoteBox> m_notes; ///< by event
    std::vector<std::vector<std::size_t>> m_laneEvents;
    std::vector<TimelineColumn> m_columns;
};

/// The title and the caption above an exported timeline, wrapped; no height if both are empty.
Picture timelineCaption(const PictureFrame &frame, double width, const TextWidth &measure);
/// The legend below a timeline. As high as needed: what does not fit in one line of `width`
/// continues in the next.
Picture timelineFooter(const Timeline &timeline, double width, const TextWidth &measure);
/// The same in words: "Fate: Safe, May hang, Hang inevitable", and in a line of its own "Bars:
/// i_lock (filled), RCU (bracket)".
std::string legendText(const Timeline &timeline);

/// "Step 13, evict, spin_lock(i_lock), future, point of no return": a row for assistive technology.
std::string accessibleRow(const Timeline &timeline, std::size_t event, std::size_t position,
                          const TimelineStatement *folded = nullptr);

} // namespace racewalk
