// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractScrollArea>
#include <QPointer>

#include "desktop/models/present/question_words.h"
#include "desktop/views/controls/accessible_rows.h"
#include "desktop/views/controls/pane_view.h"
#include "desktop/views/controls/themed.h"
#include "run/timeline/timeline_geometry.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace racewalk::desktop {

class NoteEditor;
class Session;
class SwitchButton;
class ViewKeys;

/// The run as a timeline. A click goes to the state after an event.
class TimelineView final : public Themed<QAbstractScrollArea>,
                           public AccessibleRows,
                           public PaneView {
    Q_OBJECT

public:
    TimelineView(Session &session, const Appearance &appearance, QWidget *parent);
    ~TimelineView() override;

    QWidget &widget() override { return *this; }
    QList<QWidget *> tools() override;
    void setToolsCompact(bool isCompact) override;
    QList<QAction *> keyActions() override;
    bool showsWalks() const override { return true; }

    /// For a projector: no legend, no keys, and labels shortened so that all columns are in view.
    void setPresented();
    /// Hides what follows the cursor behind a question; none: shows it again.
    void setQuestion(const std::optional<HiddenWords> &question);
    /// Shows the session's run and cursor.
    void refresh();
    /// Edits the note on an event in place.
    void editNote(std::size_t event);
    /// The place of what folds or opens an event's statement; empty if there is nothing.
    QRectF statementMarkPlace(std::size_t event) const;
    /// The place of an event's row in the viewport; empty if it is scrolled away.
    QRectF rowPlace(std::size_t event) const;

    int accessibleRowCount() const override;
    QString accessibleRowText(int row) const override;
    QRect accessibleRowPlace(int row) const override;
    bool isAccessibleRowCurrent(int row) const override;

Q_SIGNALS:
    /// Emitted when an event is double-clicked, to show its code.
    void codeRequested(ThreadId thread, std::uint32_t line);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    bool eventFilter(QObject *watched, QEvent *event) override; ///< of the header
    void applyTheme() override;

private:
    class Band;

    /// The first row in view, and where it begins below the upper edge, in pixels of the layout.
    struct TopRow {
        std::size_t event = 0;
        double y = 0;
    };

    /// A statement in every walk that has the same first steps.
    struct StatementKey {
        ThreadId thread{};
        SourceSpan statement;
        std::size_t stepsBefore = 0; ///< of the thread
        auto operator<=>(const StatementKey &) const = default;
    };

    /// Scrolls nowhere: the first row in view stays.
    void layOut();
    std::optional<TopRow> topRow() const;
    void showAtTop(const TopRow &row);
    // timeline_view_rows.cpp
    void createStatementControls();
    void setFoldsAll(bool isFolding);
    bool foldsAll() const;
    void toggleStatement(const TimelineStatement &statement);
    void toggleStatementFrom(std::size_t first);
    void leaveStatement();
    StatementKey keyOf(const TimelineStatement &statement, std::size_t stepsBefore) const;
    std::vector<std::size_t> foldedStatements() const;
    std::optional<std::size_t> openedStatement() const;
    /// The statement whose mark is at a point of the viewport.
    const TimelineStatement *markedStatementAt(const QPointF &point) const;
    const TimelineStatement *currentStatement() const;
    std::size_t eventOfRow(int row) const;
    QString tipOf(std::size_t event) const;
    QString stripTip(std::optional<std::size_t> event) const;
    void keepCurrentInMiddle();
    void keepLaneVisible();
    void followSelection();
    Interval columnsInView() const;
    /// Scrolls sideways until the column at this x in the layout is the first in view.
    void showColumnsFrom(double begin);
    void showMoreColumns(bool isLeft);
    void showHeader();
    QString headerTip(double x) const;
    void placeBands();
    void updateScrollBars();
    std::optional<std::size_t> eventAt(const QPointF &point) const;
    std::optional<std::size_t> noteAt(const QPointF &point) const;
    bool foldsNotes() const;
    void placeEditor();
    void paintEmpty(QPainter &painter) const;
    void paintPreview(QPainter &painter) const;
    void paintQuestion(QPainter &painter) const;
    void describe();

    Session &m_session;
    std::optional<TimelineLayout> m_layout;
    std::vector<std::size_t> m_folded; ///< first events of the statements that the layout folds
    /// The statements of this program that are not as the switch says.
    std::set<StatementKey> m_exceptions;
    SwitchButton *m_foldAll;
    ViewKeys *m_keys;
    std::optional<std::size_t> m_shownPosition;
    QPointer<NoteEditor> m_editor;
    std::size_t m_edited = 0; ///< the event whose note is in the editor, if there is one
    Band *m_header;
    Band *m_footer;
    int m_footerHeight = 0;
    bool m_isPresented = false;
    std::optional<HiddenWords> m_question;
};

} // namespace racewalk::desktop
