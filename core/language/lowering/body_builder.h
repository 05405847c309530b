// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/syntax/code_shape.h"
#include "language/types/reach.h"
#include "program/instruction.h"
#include "program/program.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace racewalk {

/// Largest number of instructions of one thread, with all calls inlined.
inline constexpr std::size_t maxInstructions = 20'000;

/// A jump target that may not be known yet.
enum class JumpLabel : std::uint32_t {};

/// A text for the only read of shared memory in a piece of code, if it turns out to be the only
/// visible operation there: which reads are visible is known after all threads are lowered.
struct SoleReadText {
    std::uint32_t begin = 0, end = 0; ///< instructions
    CallId call{};
    std::string text;
    std::string_view keyword; ///< of the statement whose condition it is
    std::uint32_t test = 0;   ///< the Decide of the condition that the text is; 0 if there is none
};

/// A Body with the data that the passes after lowering need.
struct DraftBody {
    Body body;
    std::map<std::uint32_t, Reach> reaches; ///< of memory accesses, by instruction
    std::vector<SoleReadText> soleReads;
    std::map<std::string, CodeShape> shapes; ///< of the texts of instructions
};

/// Builds a Body: instructions with their origins, registers, jumps. Independent of the syntax.
class BodyBuilder {
public:
    /// Where the next instructions come from.
    CallId call{};
    SourceSpan statement;

    /// Returns the instruction's number. Beyond maxInstructions nothing is stored.
    std::uint32_t emit(Instruction instruction, const SourceSpan &span, Role role = Role::None,
                       std::string text = {});
    bool isFull() const { return m_isFull; }
    /// Stops storing instructions, as if the body were full.
    void giveUp() { m_isFull = true; }
    std::uint32_t position() const { return static_cast<std::uint32_t>(body().code.size()); }

    JumpLabel newLabel();
    void bind(JumpLabel label);
    void jump(JumpLabel label, const SourceSpan &span);
    /// Whether the next instruction cannot be reached from the last one.
    bool endsInJump() const;
    /// Returns the number of a C label, for Op::Label.
    std::uint32_t labelNumber(const std::string &name, const SourceSpan &span);
    void branchIfZero(Operand condition, JumpLabel label, const SourceSpan &span);
    void branchIfNotZero(Operand condition, JumpLabel label, const SourceSpan &span);

    /// Returns a variable's register. Unless it is a result, it may be reused after
    /// releaseVariable().
    RegisterId variable(const std::string &name, TypeId type, bool isResult);
    void releaseVariable(RegisterId variable);
    /// Allocates consecutive registers for a local array or struct; they are never reused.
    RegisterId block(const std::vector<Register> &registers);
    /// Allocates a register for a value within one statement; see TemporaryScope.
    RegisterId temporary(TypeId type);
    bool hasRegisterLimitBeenHit() const { return m_hasTooManyRegisters; }

    /// Makes the last instruction set `target` instead of the temporary that is its result, if it
    /// has that result and no jump is in between. Returns false otherwise.
    bool redirectResult(Operand temporary, RegisterId target);

    void setReach(std::uint32_t instruction, Reach reach);
    /// For the code from `begin` to here.
    void addSoleReadText(std::uint32_t begin, std::string text, std::uint32_t test,
                         std::string_view keyword = {});
    bool hasShape(const std::string &text) const { return m_draft.shapes.contains(text); }
    void addShape(std::string text, CodeShape shape);
    /// Returns the text with `before` and `after` around it, with the same shape.
    std::string extended(std::string_view before, const std::string &text, std::string_view after);
    void setText(std::uint32_t instruction, std::string text);
    /// States that the instruction's text is the test whose Decide is at `decide`.
    void setTest(std::uint32_t instruction, std::uint32_t decide);
    void setRole(std::uint32_t instruction, Role role);

    Body &body() { return m_draft.body; }
    const Body &body() const { return m_draft.body; }

    /// Resolves all jumps. Every label that was jumped to must be bound.
    DraftBody finish();

private:
    friend class TemporaryScope;
    RegisterId addRegister(Register made);

    DraftBody m_draft;
    std::vector<std::uint32_t> m_labels;
    std::vector<std::pair<std::uint32_t, JumpLabel>> m_jumps;
    std::map<std::pair<std::string, TypeId>, std::vector<RegisterId>> m_freeVariables;
    std::map<TypeId, std::vector<RegisterId>> m_freeTemporaries;
    std::vector<RegisterId> m_usedTemporaries;
    std::uint32_t m_lastBound = 0;
    bool m_isFull = false;
    bool m_hasTooManyRegisters = false;
};

/// Frees the temporaries that were allocated during its lifetime.
class TemporaryScope {
public:
    explicit TemporaryScope(BodyBuilder &builder);
    ~TemporaryScope();
    TemporaryScope(const TemporaryScope &) = delete;
    TemporaryScope &operator=(const TemporaryScope &) = delete;

private:
    BodyBuilder &m_builder;
    std::size_t m_count;
};

} // namespace racewalk
