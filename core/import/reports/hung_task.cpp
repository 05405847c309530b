// SPDX-License-Identifier: GPL-3.0-or-later
// "INFO: task X:12 blocked for more than 122 seconds", with the traces of the tasks and the list of
// all locks held.
#include "import/line_account.h"
#include "import/reports/lock_classes.h"
#include "import/starter.h"

#include <algorithm>
#include <array>
#include <utility>

namespace racewalk {
namespace {

constexpr std::string_view blocked = " blocked for more than ";
constexpr std::string_view allLocks = "Showing all locks held in the system";
constexpr std::size_t mostThreads = 8;

struct Task {
    std::string name, pid;
    bool isBlocked = false, hasLocks = false;
    std::vector<std::string> trace{}; ///< functions, innermost first
    std::vector<LockLine> locks{};    ///< as listed: oldest first
    std::vector<std::size_t> lines{}; ///< where the report speaks of its locks
};

/// A lock of the scenario that a task holds.
struct Held {
    std::string name;
    std::string_view calls; ///< what lock and unlock begin with
};

/// Functions that only bring a task to sleep.
constexpr std::array schedulers = std::to_array<std::string_view>(
    {"__schedule", "schedule", "schedule_timeout", "io_schedule", "io_schedule_timeout",
     "schedule_preempt_disabled", "__switch_to", "context_switch", "schedule_hrtimeout_range",
     "schedule_timeout_uninterruptible", "preempt_schedule_common"});

/// What a task waits for, by the function that it sleeps in.
enum class Sleep : std::uint8_t { Mutex, Rwsem, Other };
struct SleepRow {
    std::string_view begin; ///< of the function's name
    Sleep sleep;
};
constexpr std::array sleeps = std::to_array<SleepRow>({
    {"__mutex_lock", Sleep::Mutex},
    {"mutex_lock", Sleep::Mutex},
    {"__ww_mutex_lock", Sleep::Mutex},
    {"rwsem_down_", Sleep::Rwsem},
    {"down_read", Sleep::Rwsem},
    {"down_write", Sleep::Rwsem},
    {"__down_read", Sleep::Rwsem},
    {"__down_write", Sleep::Rwsem},
});

/// "task X:12 blocked for more than": the name may have colons itself.
std::optional<Task> blockedTaskIn(std::string_view text)
{
    const auto who = between(text, "INFO: task ", blocked);
    const std::size_t colon = who ? who->rfind(':') : std::string_view::npos;
    if (colon == std::string_view::npos || colon == 0)
        return std::nullopt;
    return Task{.name = std::string(who->substr(0, colon)),
                .pid = std::string(who->substr(colon + 1)),
                .isBlocked = true};
}

/// "2 locks held by X/12:"
std::optional<Task> holderIn(std::string_view text)
{
    const std::size_t held = text.find(" held by ");
    if (held == std::string_view::npos || !text.ends_with(':') ||
        (!text.substr(0, held).ends_with(" lock") && !text.substr(0, held).ends_with(" locks")))
        return std::nullopt;
    const std::string_view who = text.substr(held + 9, text.size() - held - 10);
    const std::size_t slash = who.rfind('/');
    if (slash == std::string_view::npos || slash == 0)
        return std::nullopt;
    return Task{.name = std::string(who.substr(0, slash)),
                .pid = std::string(who.substr(slash + 1)),
                .hasLocks = true};
}

class HungTaskReader {
public:
    explicit HungTaskReader(const ReportText &text)
        : m_text(text), m_account(text, "not part of the report"), m_classes(text)
    {}

    ImportResult read()
    {
        for (std::size_t line = 0; line < m_text.size(); ++line)
            readLine(line);
        if (std::ranges::none_of(m_tasks, &Task::isBlocked))
            return std::unexpected("there is no line such as \"INFO: task kworker/0:1:12 blocked "
                                   "for more than 122 seconds.\"");
        return scenario();
    }

private:
    enum class Part : std::uint8_t { Nothing, Task, Trace, Locks };

    /// One task for each pid.
    std::size_t indexOfTask(Task task)
    {
        const auto known = m_byPid.find(task.pid);
        if (known != m_byPid.end()) {
            m_tasks[known->second].isBlocked |= task.isBlocked;
            m_tasks[known->second].hasLocks |= task.hasLocks;
            return known->second;
        }
        m_byPid.emplace(task.pid, m_tasks.size());
        m_tasks.push_back(std::move(task));
        return m_tasks.size() - 1;
    }

    void readLine(std::size_t line)
    {
        const std::string_view text = m_text.inner(line);
        if (auto task = blockedTaskIn(text)) {
            m_account.understand(line, task->name + " is blocked");
            m_current = indexOfTask(std::move(*task));
            m_part = Part::Task;
        } else if (text.find(allLocks) != std::string_view::npos) {
            m_account.understand(line, "the locks held follow");
            m_part = Part::Locks;
        } else if (auto holder = holderIn(text)) {
            m_account.understand(line, "the locks of " + holder->name);
            m_current = indexOfTask(std::move(*holder));
            m_tasks[m_current].lines.push_back(line);
            m_part = Part::Locks;
        } else if (text.starts_with("=====")) {
            m_account.ignore(line, "a rule");
            m_part = Part::Nothing;
        } else if (m_part == Part::Locks && text.starts_with('#')) {
            readLock(line, text);
        } else if (text.starts_with("Call Trace:")) {
            m_account.ignore(line, "the stack follows");
            m_part = m_part == Part::Task ? Part::Trace : m_part;
        } else if (m_part == Part::Trace) {
            readTrace(line, text);
        } else if (m_part == Part::Task && !text.empty()) {
            m_account.ignore(line, "says nothing about locks or sleep");
        }
    }

    void readLock(std::size_t line, std::string_view text)
    {
        const auto lock = lockLineIn(text);
        if (!lock || m_tasks.empty()) {
            m_account.flag(line, "no lock such as \"#0: ffff8881 (&a->lock){+.+.}-{3:3}, at:\"");
            return;
        }
        m_tasks[m_current].locks.push_back(*lock);
        m_tasks[m_current].lines.push_back(line);
        m_account.understand(line, m_tasks[m_current].name + " holds or waits for " + lock->name);
    }

    void readTrace(std::size_t line, std::string_view text)
    {
        if (text == "<TASK>" || text == "</TASK>" || text.empty()) {
            if (!text.empty())
                m_account.ignore(line, "a mark in the stack");
            if (text != "<TASK>")
                m_part = Part::Nothing;
            return;
        }
        if (text.starts_with("? ")) {
            m_account.ignore(line, "a place in the stack that may be stale");
            return;
        }
        const std::string function = functionIn(text);
        if (function.empty()) {
            if (text.starts_with("RIP:") || text.starts_with("RSP:") || text.starts_with("R")) {
                m_account.ignore(line, "registers");
                return;
            }
            m_account.flag(line, "no function+0x12/0x40");
            return;
        }
        m_tasks[m_current].trace.push_back(function);
        m_account.understand(line, "in " + function + "()");
    }

    static bool isScheduler(const std::string &function)
    {
        return std::ranges::find(schedulers, function) != schedulers.end();
    }

    /// The place in the trace where it sleeps: the first function that is not the scheduler's.
    static std::size_t sleepOf(const Task &task)
    {
        return static_cast<std::size_t>(std::ranges::find_if_not(task.trace, isScheduler) -
                                        task.trace.begin());
    }

    static Sleep kindOf(const Task &task)
    {
        const std::size_t at = sleepOf(task);
        if (at == task.trace.size())
            return Sleep::Other;
        const auto row = std::ranges::find_if(
            sleeps, [&](const SleepRow &each) { return task.trace[at].starts_with(each.begin); });
        return row == sleeps.end() ? Sleep::Other : row->sleep;
    }

    /// lockdep lists the lock that a task is about to take among those that it holds, as the last.
    static const LockLine *wantedLock(const Task &task)
    {
        return task.isBlocked && kindOf(task) != Sleep::Other && !task.locks.empty()
                   ? &task.locks.back()
                   : nullptr;
    }

    bool sharesLock(const Task &task) const
    {
        return std::ranges::any_of(task.locks, [&](const LockLine &lock) {
            const auto users = m_users.find(lock.address);
            return users != m_users.end() && users->second > 1;
        });
    }

    void leaveOut(const Task &task, const std::string &why)
    {
        for (const std::size_t line : task.lines)
            m_account.ignore(line, why);
    }

    /// Nothing but the wait type tells what a lock is; a mutex stands for an rw_semaphore too.
    const LockFormRow &formOf(const LockLine &lock) const
    {
        return rowOf(m_classes.kindOf(lock.name) == LockKind::Spinning ? LockForm::Spinlock
                                                                       : LockForm::Mutex);
    }

    std::string declaration(const LockLine &lock, Identifiers &names) const
    {
        const bool isKnown = m_classes.kindOf(lock.name) != LockKind::Unknown;
        return std::string(formOf(lock).type) + ' ' + names.of(lock.address, lock.name, "lock") +
               "; // " + forComment(lock.name + " at " + lock.address) +
               (isKnown ? "" : "; the report does not say which kind it is");
    }

    ImportResult scenario()
    {
        for (const Task &task : m_tasks)
            for (const LockLine &lock : task.locks)
                ++m_users[lock.address];
        Identifiers names;
        StarterScenario starter;
        std::vector<std::string> known;
        std::size_t leftOut = 0;
        for (const Task &task : m_tasks) {
            const bool isFull = starter.threads.size() == mostThreads;
            if (isFull || (!task.isBlocked && !sharesLock(task))) {
                leaveOut(task, isFull ? "more tasks than the scenario shows"
                                      : "a task that is not blocked and shares no lock");
                leftOut += isFull ? 1 : 0;
                continue;
            }
            for (const LockLine &lock : task.locks)
                if (std::ranges::find(known, lock.address) == known.end()) {
                    known.push_back(lock.address);
                    starter.declarations.push_back(declaration(lock, names));
                }
            starter.threads.push_back(threadFor(task, names, starter.declarations));
        }
        if (leftOut > 0)
            starter.declarations.push_back("// " + std::to_string(leftOut) +
                                           " more tasks are left out.");
        const auto first = std::ranges::find(m_tasks, true, &Task::isBlocked);
        starter.title = "Hung task: " + first->name;
        starter.about = "The tasks of a hung task report, the locks that they hold and where they "
                        "sleep. What they did before, and what should wake them, is not in the "
                        "report.";
        auto text = written(starter);
        if (!text)
            return std::unexpected(text.error());
        Imported imported{.kind = ImportKind::HungTask, .lines = m_account.take()};
        imported.summary = "A starter scenario with " + std::to_string(starter.threads.size()) +
                           (starter.threads.size() == 1 ? " task" : " tasks") +
                           "; a search finds: " + text->finds + '.';
        imported.scenario = std::move(text->text);
        return imported;
    }

    StarterScenario::StarterThread threadFor(const Task &task, Identifiers &names,
                                             std::vector<std::string> &declarations) const
    {
        StarterScenario::StarterThread thread;
        thread.name = names.another(task.name, "task");
        thread.remarks = {task.name + ", pid " + task.pid +
                          (task.isBlocked ? ", blocked" : ", not reported as blocked")};
        const LockLine *wanted = wantedLock(task);
        std::vector<Held> held;
        for (const LockLine &lock : task.locks) {
            const std::string name = names.of(lock.address, lock.name, "lock");
            if (&lock == wanted)
                continue;
            if (std::ranges::find(held, name, &Held::name) != held.end())
                continue;
            held.push_back({name, formOf(lock).calls});
            thread.code.push_back(
                std::string(formOf(lock).calls) + "lock(&" + name + ");" +
                (lock.function.empty() ? "" : " // in " + forComment(lock.function) + "()"));
        }
        if (task.isBlocked)
            addSleep(task, wanted, held, thread, names, declarations);
        else
            thread.code.emplace_back("// What it does with the locks is not in the report.");
        for (std::size_t i = held.size(); i-- > 0;)
            thread.code.push_back(std::string(held[i].calls) + "unlock(&" + held[i].name + ");");
        return thread;
    }

    void addSleep(const Task &task, const LockLine *wanted, std::vector<Held> &held,
                  StarterScenario::StarterThread &thread, Identifiers &names,
                  std::vector<std::string> &declarations) const
    {
        const std::size_t at = sleepOf(task);
        const std::string place =
            at == task.trace.size()
                ? "The report does not show where it sleeps."
                : "Sleeps in " + task.trace[at] + "()" +
                      (at + 1 < task.trace.size() ? ", called by " + task.trace[at + 1] + "()."
                                                  : ".");
        thread.code.push_back("// " + forComment(place));
        if (wanted != nullptr) {
            if (kindOf(task) == Sleep::Rwsem)
                thread.code.emplace_back(
                    "// A mutex stands for the rw_semaphore: it keeps readers apart, too.");
            const std::string name = names.of(wanted->address, wanted->name, "lock");
            thread.code.emplace_back(
                "// The lock that it waits for is the last that the report lists for it.");
            thread.code.push_back(std::string(formOf(*wanted).calls) + "lock(&" + name + ");");
            if (std::ranges::find(held, name, &Held::name) == held.end())
                held.push_back({name, formOf(*wanted).calls});
            return;
        }
        const std::string wakeup = names.another(thread.name + "_wakeup", "wakeup");
        declarations.push_back("struct completion " + wakeup +
                               "; // what wakes it is not in the report");
        thread.code.push_back("wait_for_completion(&" + wakeup + ");");
    }

    const ReportText &m_text;
    LineAccount m_account;
    LockClasses m_classes;
    std::vector<Task> m_tasks;
    std::map<std::string, std::size_t> m_byPid;
    std::map<std::string, std::size_t> m_users; ///< of a lock's address
    std::size_t m_current = 0;
    Part m_part = Part::Nothing;
};

} // namespace

bool isHungTaskReport(const ReportText &text, const Machine * /*against*/)
{
    const auto line = text.find(blocked);
    return line && text[*line].find("INFO: task ") != std::string::npos;
}

ImportResult readHungTaskReport(const ReportText &text, const ImportAgainst & /*against*/)
{
    return HungTaskReader(text).read();
}

} // namespace racewalk
