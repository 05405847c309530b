// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <QThreadPool>

#include "desktop/session/session.h"
#include "export/reports/comparison_report.h"

#include <array>
#include <cstddef>
#include <expected>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace racewalk::desktop {

/// What one side of the comparison shows.
struct ComparedSubject {
    std::size_t variant = 0;
    MemoryModel memory = MemoryModel::Sc;
    /// A walk of this session to replay; without it, the current one.
    std::optional<WalkId> walk{};

    bool operator==(const ComparedSubject &) const = default;
};

/// A finished comparison.
struct Compared {
    ComparisonReport report;
    std::array<std::shared_ptr<const Timeline>, 2> timelines; ///< of the sides' runs
};

/// Compares the session's walk in two variants, or under two memory models, in a worker, while it
/// is on. It has a cursor of its own: the number of rows taken. If the left side is the session's
/// own program, that cursor and the session's follow each other. Results for earlier subjects never
/// arrive.
class Comparing final : public QObject {
    Q_OBJECT

public:
    explicit Comparing(Session &session, QObject *parent = nullptr);
    ~Comparing() override;

    bool isOn() const { return m_isOn; }
    /// Turns it on with the session's program at the left, and at the right what was there before,
    /// or else the next variant, or another memory model.
    void setOn(bool isOn);

    const ComparedSubject &subject(std::size_t side) const { return m_subjects[side]; }
    void setSubject(std::size_t side, const ComparedSubject &subject);
    /// Compares the current walk with another one, in the session's program.
    void compareWith(WalkId walk);
    /// "RCU lookup", "RCU lookup, TSO", "branch 2".
    QString nameOf(const ComparedSubject &subject) const;

    bool isWorking() const { return m_isWorking; }
    /// Why there is no result; empty if there is one or it is being worked on.
    const QString &error() const { return m_error; }
    /// The latest result: while isWorking(), of the subjects before. Null before the first one.
    std::shared_ptr<const Compared> result() const { return m_result; }

    /// Number of rows taken, at most as many as there are.
    std::size_t taken() const { return m_taken; }
    void jump(std::size_t rows);
    void back() { jump(m_taken - (m_taken > 0 ? 1 : 0)); }
    void forward() { jump(m_taken + 1); }
    /// Goes to the row of the first difference, so that it is the last one taken.
    void goToFirstDifference();

    /// Sets the limits of every search that starts from now on.
    void setLimits(const Limits &limits) { m_limits = limits; }

Q_SIGNALS:
    void onChanged();
    void subjectsChanged();
    void resultChanged(); ///< also when work begins or fails
    void takenChanged();

private:
    struct Job;

    std::size_t rowCount() const;
    std::size_t rowsFor(std::size_t position) const;
    bool isLeftOfSession() const;
    ComparedSubject ownSubject() const;
    ComparedSubject otherThan(const ComparedSubject &left) const;
    void onScenarioChanged();
    void onProgramChanged();
    void onRunChanged();
    void onWalksChanged();
    void start();
    void arrive(const std::expected<std::shared_ptr<const Compared>, QString> &result);
    Job jobFor() const;

    Session &m_session;
    QThreadPool m_pool;
    Limits m_limits;
    bool m_isOn = false;
    std::array<ComparedSubject, 2> m_subjects;
    bool m_hasSubjects = false; ///< the right one was chosen in this scenario
    bool m_isWorking = false;
    QString m_error;
    std::shared_ptr<const Compared> m_result;
    std::vector<Step> m_steps; ///< of the session's run that the result is about
    std::size_t m_taken = 0;
    bool m_isFresh = true;   ///< no result has been shown since it was turned on
    bool m_isMoving = false; ///< the session's cursor
    std::stop_source m_stop;
};

} // namespace racewalk::desktop
