// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program/operations.h"

#include <cstdint>
#include <string_view>

// Functions that build the rows of operations.cpp. No other file includes this one.

namespace racewalk::rows {

using Family = Operation::Family;
using Stand = Operation::Stand;
using Next = Operation::Next;
using Address = Operation::Address;
using Access = Operation::Access;
using Lock = Operation::Lock;
using Use = Operation::LockUse;
using Blocks = Operation::Blocks;
using Waiters = Operation::Waiters;
using Reach = Operation::Reach;
using Buffer = Operation::Buffer;
using Failure = Operation::Failure;
using Alone = Operation::Alone;
using Begins = Operation::Begins;
using Choice = Operation::Choice;
using Words = Operation::Words;

// A property whose wrong value could cause a wrong verdict is a parameter without a default, so
// that no row can omit it.

constexpr Operation number(std::string_view name, Operation::Compute compute)
{
    return {.name = name, .family = Family::Compute, .compute = compute};
}

constexpr Operation truth(std::string_view name, Operation::Compute compute)
{
    return {.name = name, .family = Family::Compute, .isTruth = true, .compute = compute};
}

constexpr Operation division(std::string_view name, Operation::Compute compute)
{
    return {.name = name,
            .family = Family::Compute,
            .failure = Failure::DivideByZero,
            .compute = compute};
}

constexpr Operation local(std::string_view name, Next next, Failure failure)
{
    return {.name = name, .family = Family::Local, .next = next, .failure = failure};
}

constexpr Operation local(std::string_view name)
{
    return local(name, Next::Following, Failure::Never);
}

/// Accesses the memory at `a`; with Access::None it touches nothing shared.
constexpr Operation memory(std::string_view name, Access access, Buffer buffer, Alone alone,
                           Words words)
{
    return {.name = name,
            .family = Family::Memory,
            .stand = Stand::Always,
            .address = access == Access::None ? Address::None : Address::Needed,
            .access = access,
            .reach = Reach::Own,
            .buffer = buffer,
            .alone = alone,
            .words = words};
}

constexpr Operation onLock(std::string_view name, Lock lock, Use use, Blocks blocks, Buffer buffer,
                           Alone alone, Failure failure)
{
    return {.name = name,
            .family = Family::Lock,
            .stand = Stand::Always,
            .next = use == Use::Queue ? Next::FollowingOrSecond : Next::Following,
            .address = Address::Needed,
            .lock = lock,
            .lockUse = use,
            .blocks = blocks,
            .queues = use == Use::Queue ? Waiters::RwLock : Waiters::None,
            .reach = Reach::Own,
            .buffer = buffer,
            .failure = failure,
            .alone = alone,
            .words = use == Use::Try     ? Words::Taken
                     : use == Use::Queue ? Words::Queued
                                         : Words::Value};
}

/// Prepares or ends a wait: puts the thread into a queue, or removes it.
constexpr Operation waiting(std::string_view name, Address address, Waiters queues, Buffer buffer,
                            Failure failure)
{
    return {.name = name,
            .family = Family::Wait,
            .stand = Stand::Always,
            .address = address,
            .queues = queues,
            .reach = Reach::Own,
            .buffer = buffer,
            .failure = failure};
}

/// Puts the thread to sleep, or may do so.
constexpr Operation sleeping(std::string_view name, Next next, Address address, Waiters queues,
                             Words words)
{
    return {.name = name,
            .family = Family::Wait,
            .stand = Stand::Always,
            .next = next,
            .address = address,
            .queues = queues,
            .reach = Reach::Own,
            .buffer = Buffer::Empty,
            .words = words,
            .sleeps = true};
}

/// The position of a sleeping thread. The step that wakes the thread moves it past this.
constexpr Operation awake(std::string_view name)
{
    return {.name = name,
            .family = Family::Wait,
            .stand = Stand::Asleep,
            .blocks = Blocks::Wakeup,
            .reach = Reach::Own,
            .buffer = Buffer::Passes};
}

constexpr Operation waking(std::string_view name, Address address, Waiters wakes, Failure failure)
{
    return {.name = name,
            .family = Family::Wait,
            .stand = Stand::Always,
            .address = address,
            .wakes = wakes,
            .reach = Reach::Others,
            .buffer = Buffer::Empty,
            .failure = failure,
            .words = Words::Woken};
}

constexpr Operation asking(std::string_view name, Address address, Reach reach)
{
    return {.name = name,
            .family = Family::Wait,
            .stand = Stand::Always,
            .address = address,
            .reach = reach,
            .buffer = Buffer::Passes,
            .words = Words::Waiters};
}

constexpr Operation section(std::string_view name, Use use, Reach reach, Failure failure)
{
    return {.name = name,
            .family = Family::Rcu,
            .stand = Stand::Always,
            .lock = Lock::Rcu,
            .lockUse = use,
            .reach = reach,
            .buffer = Buffer::Passes,
            .failure = failure};
}

constexpr Operation rcu(std::string_view name, Address address, Blocks blocks, Reach reach,
                        Buffer buffer, Begins begins, Words words)
{
    return {.name = name,
            .family = Family::Rcu,
            .stand = Stand::Always,
            .address = address,
            .blocks = blocks,
            .reach = reach,
            .buffer = buffer,
            .failure = address == Address::None ? Failure::Never : Failure::Object,
            .begins = begins,
            .words = words};
}

// Properties that few rows have.

constexpr Operation peeking(Operation row)
{
    row.address = Address::Needed;
    row.access = Access::Read;
    return row;
}

constexpr Operation standing(Operation row, Stand stand, Buffer buffer)
{
    row.stand = stand;
    row.buffer = buffer;
    return row;
}

constexpr Operation accessing(Access access, Operation row)
{
    row.access = access;
    return row;
}

constexpr Operation choosing(Choice choice, Operation row)
{
    row.choice = choice;
    return row;
}

constexpr Operation mustNotBeAtomic(Operation row)
{
    row.sleeps = true;
    return row;
}

constexpr Operation freeing(Operation row)
{
    row.frees = true;
    return row;
}

constexpr Operation nesting(Operation row, std::int8_t depth)
{
    row.depth = depth;
    return row;
}

constexpr Operation withWindow(Operation row)
{
    row.hasWindow = true;
    return row;
}

constexpr Operation warning(Operation row, Words words)
{
    row.warns = true;
    row.words = words;
    return row;
}

} // namespace racewalk::rows
