// SPDX-License-Identifier: GPL-3.0-or-later
#include "compiling.h"

#include <cctype>
#include <random>
#include <vector>

namespace racewalk::test {

namespace {

/// Something of everything, without a mistake.
constexpr std::string_view sample = R"(
variant one "1"; variant two "2";
param n = 2 in 1..3;
#define LIMIT (n + 1)
enum flags { NEW = 1, OLD = 1 << 1, DEAD = 4 };
struct part { u8 tab[LIMIT]; bool on; };
struct obj { enum flags state; struct obj *next; struct part parts[2]; spinlock_t lock; };
pool struct obj objs[3] = { { .state = NEW, .parts[1] = { .on = true } } };
struct obj *head = &objs[0];
struct mutex m; wait_queue_head_t wq; struct completion c; atomic_t refs = ATOMIC_INIT(1);
struct task_struct *sleeper; u32 word; int limit = 3;
static bool find(int key, struct obj **where)
{
        struct obj *p = rcu_dereference(*where);
        int i;
        for (i = 0; i < limit && p; i++) {
                if (p->parts[key].tab[i] == 7 || !p->parts[0].on)
                        return true;
                p = p->next;
        }
        return i ? false : p != NULL;
}
thread a[n] {
        int seen[3] = { 1, [2] = 2 };
        struct obj *o = kmalloc(struct obj);
again:
        if (!o)
                return;
        spin_lock(&o->lock);
        o->state |= OLD;
        seen[self] += choose(1, 3);
        spin_unlock(&o->lock);
        sleeper = current;
        wait_event(wq, find(1, &head) && word != seen[1]);
        wait_on_bit(&word, 2);
        switch (o->state) {
        case NEW: word--; break;
        default: printk("%d", word); goto again;
        }
        do { atomic { word = word / 2u; } } while (word > 3);
        while (find(0, &head)) { if (word) continue; break; }
        BUG_ON(o->state & DEAD);
        kfree_rcu(o);
}
daemon thread k {
        wake_up_process(sleeper); wake_up_bit(&word, 1); wake_up(&wq);
        mutex_lock(&m); wait_for_completion(&c); mutex_unlock(&m);
        WRITE_ONCE(word, atomic_inc_return(&refs));
        if (xchg(&head, NULL) == head) synchronize_rcu();
}
invariant head == NULL || head->state != 0;
expect one: ok;
)";

void expectRegister(const Body &body, Operand operand)
{
    if (operand.kind == Operand::Kind::Register) {
        EXPECT_LT(static_cast<std::size_t>(operand.value), body.registers.size());
    }
}

/// What a machine relies on without looking.
void expectSound(const Body &body)
{
    ASSERT_FALSE(body.code.empty());
    ASSERT_EQ(body.code.size(), body.origins.size());
    for (std::size_t at = 0; at < body.code.size(); ++at) {
        const Instruction &instruction = body.code[at];
        for (const Operand operand : {instruction.a, instruction.b, instruction.c})
            expectRegister(body, operand);
        if (instruction.result != noRegister) {
            EXPECT_LT(indexOf(instruction.result), body.registers.size());
        }
        EXPECT_LT(indexOf(body.origins[at].call), body.calls.size());
        const bool isJump = instruction.op == Op::Jump || instruction.op == Op::BranchIfZero ||
                            instruction.op == Op::BranchIfNotZero;
        if (isJump) {
            EXPECT_LT(instruction.target, body.code.size());
        }
        if (instruction.op == Op::ReadLocal || instruction.op == Op::WriteLocal) {
            EXPECT_LE(static_cast<std::size_t>(instruction.b.value) + instruction.target,
                      body.registers.size());
        }
        if (instruction.op == Op::EnterCall) {
            EXPECT_NE(body.origins[at + 1].call, body.origins[at].call);
        }
    }
    const Op last = body.code.back().op;
    EXPECT_TRUE(last == Op::End || last == Op::Jump);
}

void expectSoundOrFaults(const std::string &text)
{
    const Compiled compiled = compiledText(text);
    EXPECT_EQ(compiled.program == nullptr, hasErrors(compiled.diagnostics)) << text;
    if (compiled.program == nullptr)
        return;
    for (const Body &body : compiled.program->bodies)
        expectSound(body);
    for (const Property &property : compiled.program->invariants)
        expectSound(property.body);
}

/// Words, numbers and single other characters, with the blanks before them.
std::vector<std::string> piecesOf(std::string_view text)
{
    std::vector<std::string> pieces;
    const auto isWord = [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) || c == '_';
    };
    for (std::size_t i = 0; i < text.size();) {
        std::size_t end = i;
        while (end < text.size() && std::isspace(static_cast<unsigned char>(text[end])))
            ++end;
        if (end < text.size() && isWord(text[end]))
            while (end < text.size() && isWord(text[end]))
                ++end;
        else
            end = std::min(end + 1, text.size());
        pieces.emplace_back(text.substr(i, end - i));
        i = end;
    }
    return pieces;
}

} // namespace

TEST(HostileScenario, TheSampleIsSound)
{
    EXPECT_EQ(faultsOf(sample), "");
    expectSoundOrFaults(std::string(sample));
}

TEST(HostileScenario, ExchangedWordsGiveASoundProgramOrAnError)
{
    const std::vector<std::string> pieces = piecesOf(sample);
    std::minstd_rand random(20240718);
    std::size_t compiled = 0;
    for (int round = 0; round < 1500; ++round) {
        std::vector<std::string> changed = pieces;
        const std::size_t changes = 1 + random() % 2;
        for (std::size_t i = 0; i < changes; ++i) {
            const std::size_t where = random() % changed.size();
            const std::string &other = pieces[random() % pieces.size()];
            if (random() % 4 == 0)
                changed.erase(changed.begin() + static_cast<std::ptrdiff_t>(where));
            else
                changed[where] = other.find_first_not_of(" \n") == std::string::npos
                                     ? other
                                     : " " + other.substr(other.find_first_not_of(" \n"));
        }
        std::string text;
        for (const std::string &piece : changed)
            text += piece;
        expectSoundOrFaults(text);
        compiled += compiledText(text).program != nullptr ? 1 : 0;
    }
    // Otherwise the changes were too wild to reach lowering.
    EXPECT_GT(compiled, 20U);
}

} // namespace racewalk::test
