// SPDX-License-Identifier: GPL-3.0-or-later
// The last part of a lockdep report, "Possible unsafe locking scenario": the locks that two CPUs
// take, in the order of time.
#include "import/line_account.h"
#include "import/reports/lock_classes.h"
#include "import/starter.h"
#include "program/one_line.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace racewalk {
namespace {

constexpr std::string_view lockdepHeading = "unsafe locking scenario";
constexpr std::string_view chainHeading = "Chain exists of:";
constexpr std::string_view interrupt = "<Interrupt>";
constexpr std::size_t mostLines = 200; ///< of the picture: no scenario has so many locks

/// How lockdep says that a lock is taken.
struct Taking {
    std::string_view word;
    bool isRead = false;
};
constexpr std::array takings = std::to_array<Taking>({{"lock(", false}, {"rlock(", true}});

struct Lock {
    std::string name; ///< as lockdep prints it
    bool isRead = false;
};

/// What one CPU of the picture does.
struct Cpu {
    std::string header;
    std::size_t column = 0;
    std::vector<Lock> locks{};
    std::optional<std::size_t> interruptedAfter{}; ///< number of locks taken before <Interrupt>
    bool disablesInterrupts = false;
};

/// "lock(&inode->i_lock);"
std::optional<Lock> lockIn(std::string_view text)
{
    for (const Taking &taking : takings) {
        const std::size_t close = text.rfind(')');
        if (text.starts_with(taking.word) && close != std::string_view::npos &&
            close > taking.word.size())
            return Lock{std::string(text.substr(taking.word.size(), close - taking.word.size())),
                        taking.isRead};
    }
    return std::nullopt;
}

std::size_t columnOf(const std::string &line)
{
    return std::min(line.find_first_not_of(' '), line.size());
}

/// "CPU0                    CPU1"
std::vector<Cpu> cpusIn(const std::string &line)
{
    std::vector<Cpu> cpus;
    for (std::size_t at = columnOf(line); at < line.size();) {
        const std::size_t end = std::min(line.find(' ', at), line.size());
        const std::string word = line.substr(at, end - at);
        if (!word.starts_with("CPU") || word.size() < 4 ||
            word.find_first_not_of("0123456789", 3) != std::string::npos)
            return {};
        cpus.push_back({.header = word, .column = at});
        at = std::min(line.find_first_not_of(' ', end), line.size());
    }
    return cpus;
}

class LockdepReader {
public:
    explicit LockdepReader(const ReportText &text)
        : m_text(text), m_account(text, "not part of the unsafe locking scenario"), m_classes(text)
    {}

    ImportResult read()
    {
        const auto begin = m_text.find(lockdepHeading);
        if (!begin)
            return std::unexpected("there is no line with \"Possible unsafe locking scenario\"");
        m_isWithInterrupt = m_text[*begin].find("interrupt") != std::string::npos;
        m_account.understand(*begin, "the scenario begins");
        readChain(*begin);
        std::size_t line = *begin + 1;
        while (line < m_text.size() && m_cpus.empty())
            m_cpus = cpusIn(m_text[line++]);
        if (m_cpus.empty() || m_cpus.size() > 2)
            return std::unexpected("below \"Possible unsafe locking scenario\" there is no line "
                                   "with CPU0, or CPU0 and CPU1");
        m_account.understand(line - 1, m_cpus.size() == 1 ? "one thread" : "two threads");
        readPicture(line);
        if (std::ranges::all_of(m_cpus, [](const Cpu &cpu) { return cpu.locks.empty(); }))
            return std::unexpected("there is no line such as lock(A); in the locking scenario");
        return scenario();
    }

private:
    /// "  A --> B --> C" above the picture: someone takes B with A held, and C with B held.
    void readChain(std::size_t end)
    {
        const auto begin = m_text.find(chainHeading);
        if (!begin || *begin > end)
            return;
        m_account.understand(*begin, "locks that are taken one inside the other");
        for (std::size_t line = *begin + 1; line < end && !m_text.inner(line).empty(); ++line) {
            std::string_view rest = m_text.inner(line);
            while (!rest.empty()) {
                const std::size_t arrow = std::min(rest.find(" --> "), rest.size());
                m_chain.emplace_back(rest.substr(0, arrow));
                rest.remove_prefix(std::min(rest.size(), arrow + 5));
            }
            m_account.understand(line, "the chain of locks");
        }
    }

    void readPicture(std::size_t line)
    {
        // Where no event stands at the right header's column, a mail has moved it.
        const std::size_t boundary =
            m_cpus.size() < 2 ? std::string::npos : (m_cpus[0].column + m_cpus[1].column) / 2 + 2;
        std::size_t count = 0;
        bool begins = false;
        for (; line < m_text.size(); ++line) {
            const std::string_view text = m_text.inner(line);
            if (text.empty()) {
                if (begins && !continues(line))
                    return;
                continue;
            }
            if (text.find_first_not_of("- ") == std::string_view::npos) {
                m_account.ignore(line, "a rule");
                continue;
            }
            if (text.find("*** DEADLOCK ***") != std::string_view::npos) {
                m_account.understand(line, "the end of the scenario");
                return;
            }
            begins = true;
            if (++count > mostLines) {
                m_account.flag(line, "the scenario is too long");
                return;
            }
            Cpu &cpu = m_cpus[columnOf(m_text[line]) >= boundary ? 1 : 0];
            readEvent(line, text, cpu);
        }
    }

    /// Whether a lock or the end follows within a few lines.
    bool continues(std::size_t line) const
    {
        for (std::size_t next = line; next < std::min(line + 3, m_text.size()); ++next)
            if (lockIn(m_text.inner(next)) ||
                m_text.inner(next).find("*** DEADLOCK") != std::string_view::npos ||
                m_text.inner(next) == interrupt)
                return true;
        return false;
    }

    void readEvent(std::size_t line, std::string_view text, Cpu &cpu)
    {
        if (auto lock = lockIn(text)) {
            m_account.understand(line, cpu.header + " takes " + lock->name +
                                           (cpu.interruptedAfter ? " in the interrupt" : ""));
            cpu.locks.push_back(std::move(*lock));
        } else if (text == interrupt && !cpu.interruptedAfter) {
            cpu.interruptedAfter = cpu.locks.size();
            m_account.understand(line, cpu.header + " is interrupted: its handler is called here");
        } else if (text.starts_with("local_irq_disable()")) {
            cpu.disablesInterrupts = true;
            m_account.understand(line, "interrupts off: a comment, the language has no interrupts");
        } else {
            m_account.flag(line, "no lock(...), local_irq_disable() or <Interrupt>");
        }
    }

    bool isRead(const std::string &name) const
    {
        return std::ranges::any_of(m_cpus, [&](const Cpu &cpu) {
            return std::ranges::any_of(
                cpu.locks, [&](const Lock &lock) { return lock.isRead && lock.name == name; });
        });
    }

    /// Chain threads: an edge of the chain that no CPU of the picture shows.
    std::vector<Cpu> threads() const
    {
        std::vector<Cpu> all = m_cpus;
        for (std::size_t i = 0; i + 1 < m_chain.size() && i < 8; ++i) {
            const auto shows = [&](const Cpu &cpu) {
                const auto first = std::ranges::find(cpu.locks, m_chain[i], &Lock::name);
                return std::ranges::find(first, cpu.locks.end(), m_chain[i + 1], &Lock::name) !=
                       cpu.locks.end();
            };
            if (m_chain[i] != m_chain[i + 1] && std::ranges::none_of(all, shows))
                all.push_back(
                    {.header = "chain", .locks = {Lock{m_chain[i]}, Lock{m_chain[i + 1]}}});
        }
        return all;
    }

    ImportResult scenario()
    {
        const std::vector<Cpu> all = threads();
        Identifiers names;
        StarterScenario starter;
        std::vector<std::string> locks;
        for (const Cpu &cpu : all)
            for (const Lock &lock : cpu.locks)
                if (std::ranges::find(locks, lock.name) == locks.end())
                    locks.push_back(lock.name);
        names.keep(locks);
        readKinds(locks);
        chooseForms(all, locks);
        for (const std::string &name : locks)
            starter.declarations.push_back(declaration(name, names.of(name, "lock")));
        if (!m_guessed.empty())
            starter.declarations.push_back(
                fmt::format("// The report does not say what kind of lock{} {} {}.",
                            m_guessed.size() > 1 ? "s" : "", listText(m_guessed, "and"),
                            m_guessed.size() > 1 ? "are" : "is"));
        for (const Cpu &cpu : all)
            starter.threads.push_back(threadFor(cpu, names));
        starter.title = "lockdep: " + names.of(locks.front(), "lock") +
                        (locks.size() > 1 ? " and " + names.of(locks[1], "lock") : "");
        starter.about = "The unsafe locking scenario of a lockdep report. The report shows in what "
                        "order the locks are taken, not where they are released.";
        auto text = written(starter);
        if (!text)
            return std::unexpected(text.error());
        Imported imported{.kind = ImportKind::Lockdep, .lines = m_account.take()};
        imported.summary = "A scenario with " + std::to_string(all.size()) +
                           (all.size() == 1 ? " thread and " : " threads and ") +
                           std::to_string(locks.size()) + (locks.size() == 1 ? " lock" : " locks") +
                           "; a search finds: " + text->finds + '.';
        imported.scenario = std::move(text->text);
        return imported;
    }

    /// The lines that say which kinds the locks are.
    void readKinds(const std::vector<std::string> &locks)
    {
        for (std::size_t i = 0; i < m_text.size(); ++i)
            if (const auto line = lockLineIn(m_text.inner(i));
                line && std::ranges::find(locks, line->name) != locks.end() &&
                m_classes.kindOf(line->name) != LockKind::Unknown)
                m_account.understand(
                    i,
                    line->name + (m_classes.kindOf(line->name) == LockKind::Spinning ? " spins"
                                                                                     : " sleeps"));
    }

    /// What the report does not say must not sleep where something may spin around it.
    void chooseForms(const std::vector<Cpu> &all, const std::vector<std::string> &locks)
    {
        const auto has = [&](LockKind kind) {
            return std::ranges::find(locks, kind, [&](const std::string &name) {
                       return m_classes.kindOf(name);
                   }) != locks.end();
        };
        const bool isInterrupted = std::ranges::any_of(
            all, [](const Cpu &cpu) { return cpu.interruptedAfter || cpu.disablesInterrupts; });
        const bool hasOpenReaders = std::ranges::any_of(locks, [&](const std::string &name) {
            return isRead(name) && m_classes.kindOf(name) == LockKind::Unknown;
        });
        const bool spins =
            m_isWithInterrupt || isInterrupted ||
            (!has(LockKind::Sleeping) && (has(LockKind::Spinning) || hasOpenReaders));
        for (const std::string &name : locks) {
            const LockKind kind = m_classes.kindOf(name);
            const bool isMutex =
                kind == LockKind::Sleeping || (kind == LockKind::Unknown && !spins);
            if (kind == LockKind::Unknown && !spins)
                m_guessed.push_back(name);
            m_forms[name] = isMutex        ? LockForm::Mutex
                            : isRead(name) ? LockForm::Rwlock
                                           : LockForm::Spinlock;
        }
    }

    std::string declaration(const std::string &name, const std::string &identifier) const
    {
        const LockForm form = m_forms.at(name);
        const bool isSemaphore = form == LockForm::Mutex && isRead(name);
        return std::string(rowOf(form).type) + ' ' + identifier + "; // " + forComment(name) +
               (isSemaphore ? ": the language has no rw_semaphore" : "");
    }

    std::string callFor(const Lock &lock, const std::string &identifier, bool isTaken) const
    {
        const LockForm form = m_forms.at(lock.name);
        const std::string_view calls =
            form == LockForm::Rwlock && lock.isRead ? "read_" : rowOf(form).calls;
        return std::string(calls) + (isTaken ? "lock" : "unlock") + "(&" + identifier + ");";
    }

    StarterScenario::StarterThread threadFor(const Cpu &cpu, Identifiers &names) const
    {
        StarterScenario::StarterThread thread;
        thread.name = names.another(cpu.header == "chain" ? "chain" : lowerCase(cpu.header), "cpu");
        if (cpu.header == "chain")
            thread.remarks.emplace_back("From the chain of locks above the locking scenario.");
        if (cpu.interruptedAfter)
            thread.remarks.emplace_back("The language has no interrupts: the code of the handler "
                                        "stands where it interrupts.");
        if (cpu.disablesInterrupts)
            thread.code.emplace_back("// local_irq_disable();");
        for (std::size_t i = 0; i < cpu.locks.size(); ++i) {
            if (cpu.interruptedAfter == i)
                thread.code.emplace_back("// <Interrupt>");
            thread.code.push_back(callFor(cpu.locks[i], names.of(cpu.locks[i].name, "lock"), true));
        }
        thread.code.emplace_back(
            "// The report does not show the releases; reverse order is assumed.");
        for (std::size_t i = cpu.locks.size(); i-- > 0;)
            thread.code.push_back(
                callFor(cpu.locks[i], names.of(cpu.locks[i].name, "lock"), false));
        return thread;
    }

    static std::string lowerCase(std::string text)
    {
        std::ranges::transform(text, text.begin(), [](char c) {
            return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        });
        return text;
    }

    const ReportText &m_text;
    LineAccount m_account;
    LockClasses m_classes;
    std::vector<Cpu> m_cpus;
    std::vector<std::string> m_chain;
    std::map<std::string, LockForm> m_forms; ///< by name
    bool m_isWithInterrupt = false;
    std::vector<std::string> m_guessed; ///< names of mutexes that may be something else
};

} // namespace

bool isLockdepReport(const ReportText &text, const Machine * /*against*/)
{
    return text.find(lockdepHeading).has_value();
}

ImportResult readLockdepReport(const ReportText &text, const ImportAgainst & /*against*/)
{
    return LockdepReader(text).read();
}

} // namespace racewalk
