// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "export/promela/promela_flow.h"
#include "export/promela/promela_model.h"
#include "export/promela/promela_text.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace racewalk {

/// The owner of the code that is written: a thread or, without a group, a property.
struct PromelaFrame {
    const Body *body = nullptr;
    const PromelaGroup *group = nullptr;
    std::string me; ///< the thread's number in Promela; for a property, the reporting thread's
};

/// Writes the effect of one step as Promela statements: the counterpart of the machine's Executor.
/// Each family of instructions has its own file.
///
/// Consecutive instructions become lines, and branches are nested. If branches join, the step
/// becomes a loop over blocks with `at` as its program counter.
class PromelaCode {
public:
    PromelaCode(const PromelaModel &model, PromelaFrame frame);

    /// Writes the visible operation at `position`, with `choice` if it is a choose(), and all local
    /// work after it. Includes the threads that it wakes, but not the properties.
    void writeStep(PromelaText &text, std::uint32_t position, std::int32_t choice = 0);
    /// Writes local work from `position` on.
    void writeLocalWork(PromelaText &text, std::uint32_t position);
    /// Returns the condition, besides its position, under which the thread can take its step; empty
    /// if there is none.
    std::string guardOf(std::uint32_t position) const;
    std::string value(Operand operand) const;

private:
    using Next = std::optional<std::uint32_t>; ///< none: everything after it is written
    /// How an instruction is reached: as the visible operation at the start of the step, as the
    /// start of a block or of local work, or from the previous instruction.
    enum class Entry : std::uint8_t { Operation, Block, Inside };

    void write(PromelaText &text, std::uint32_t start, bool isLocal);
    bool writeTree(PromelaText &text); ///< false if it became too deep
    void writeBlocks(PromelaText &text);
    void writeWorkLimit(const std::vector<std::uint32_t> &positions);
    void run(std::uint32_t position, Entry entry);
    bool standsHere(std::uint32_t position);
    bool leaveToBlock(std::uint32_t position);
    void branch(const std::string &condition, std::uint32_t yes, std::uint32_t no);

    void stand(std::uint32_t position);
    void stayAt(std::uint32_t position);
    void endRun();
    void forget(std::uint32_t position);
    std::vector<std::size_t> lostVariables(std::uint32_t position) const;
    void fail(std::string_view kind, std::uint32_t position);
    /// Writes an option that fails; the rest of the step is written into the other option.
    void failIf(const std::string &condition, std::string_view kind);
    void openRest();      ///< the other option
    void failIfFaulted(); ///< after an inline that may have found a failure

    Next instruction(std::uint32_t position);
    void move(const Instruction &instruction);
    /// `pattern`: {0} and {1} are the operands.
    void compute(const Instruction &instruction, std::string_view pattern);
    void shift(const Instruction &instruction, std::string_view pattern);
    /// `whenMinusOne`: its result where b is -1, which is an error for the processor.
    void divideSigned(const Instruction &instruction, std::string_view pattern,
                      std::string_view whenMinusOne);
    void divideUnsigned(const Instruction &instruction, std::string_view pattern);
    void failIfZero(Operand divisor);
    void elementOf(const Instruction &instruction);
    std::string windowElement(const Instruction &instruction) const;

    void exchange(const Instruction &instruction);
    void compareExchange(const Instruction &instruction);
    void fetchAdd(const Instruction &instruction);
    void addUnlessZero(const Instruction &instruction);
    void changeBit(const Instruction &instruction, bool isSet);
    void testAndChangeBit(const Instruction &instruction, bool isSet);

    void takeLock(const Instruction &instruction);
    void tryLock(const Instruction &instruction);
    void releaseLock(const Instruction &instruction);
    void arriveAtRwLock(const Instruction &instruction, bool isWrite);
    void takeRwLockInTurn(const Instruction &instruction, bool isWrite);
    void holdRwLock(const std::string &lock, bool isWrite);
    void releaseReadLock(const Instruction &instruction);
    void beginSequence(const Instruction &instruction);

    void prepareToWait(const Instruction &instruction);
    void finishWait(const Instruction &instruction);
    void prepareToWaitBit(const Instruction &instruction);
    void finishWaitBit(const Instruction &instruction);
    void askQueue(const Instruction &instruction);
    void askBitQueue(const Instruction &instruction);
    void wakeUp(const Instruction &instruction);
    void wakeUpBit(const Instruction &instruction);
    void wakeUpProcess(const Instruction &instruction);
    void setTaskState(const std::string &state);
    void sleep();
    void down(const Instruction &instruction);
    void up(const Instruction &instruction);
    void takeCompletion(const Instruction &instruction);
    void complete(const Instruction &instruction);
    void completeAll(const Instruction &instruction);

    void enterReadSection();
    void leaveReadSection();
    void synchronizeRcu();
    void freeObject(const Instruction &instruction, std::string_view how);
    void allocate(const Instruction &instruction);

    void failInAtomicContext();

    void checkAccess(Operand address);
    std::string cell(Operand address) const; ///< the memory that an address names
    /// The number of a queue; may write code that finds it.
    std::string queue(Operand address);
    std::string address(Operand operand) const;
    /// The value as it is written to the memory at `place`.
    std::string written(Operand place, Operand operand) const;
    std::string bitOf(const Instruction &instruction) const;    ///< as a mask
    std::string freedCondition(Operand address) const; ///< empty if it can never be freed
    const Type *cellType(Operand address) const;
    std::string reg(RegisterId id) const;
    bool isPointer(RegisterId id) const; ///< to shared memory
    /// Returns `value` truncated to the type's width and extended again.
    static std::string wrapped(const Type &type, const std::string &value);
    std::string element(const PromelaVariable &variable, const std::string &index) const;
    void set(RegisterId result, const std::string &expression);
    const Instruction &code(std::uint32_t position) const { return m_frame.body->code[position]; }
    Op op() const { return code(m_position).op; }

    const PromelaModel &m_model;
    PromelaFrame m_frame;
    PromelaText *m_text = nullptr;
    StepFlow m_flow{0};
    std::uint32_t m_start = 0;
    bool m_isLocal = false;       ///< local work in another thread's step, or a property
    std::uint32_t m_position = 0; ///< of the instruction that is being written
    std::int32_t m_choice = 0;
    std::size_t m_openRests = 0; ///< options of openRest() that run() has to close
    bool m_hasBlocks = false;
    bool m_isTooDeep = false;
    std::vector<std::uint32_t> m_blocks; ///< blocks to be written, in order of their first use
    std::vector<bool> m_isBlock;         ///< by position: whether it is one of them
};

} // namespace racewalk
