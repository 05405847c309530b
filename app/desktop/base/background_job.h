// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QPointer>
#include <QString>
#include <QThreadPool>

#include "program/exception_text.h"

#include <expected>
#include <memory>
#include <stop_token>
#include <type_traits>
#include <utility>

namespace racewalk::desktop {

/// Calls `arrive(result)` in the application's thread, later, unless `owner` is gone or a stop was
/// requested by then. May be called from any thread.
template <class Owner, class Result, class Arrive>
void arriveLater(QPointer<Owner> owner, std::stop_token stop, Result result, Arrive arrive)
{
    QMetaObject::invokeMethod(
        qApp,
        [owner = std::move(owner), stop = std::move(stop), result = std::move(result),
         arrive = std::move(arrive)] {
            if (owner && !stop.stop_requested())
                arrive(*owner, result);
        },
        Qt::QueuedConnection);
}

/// Runs `work` in the pool and passes its result to `arrive` by arriveLater(), as an
/// expected<RESULT, QString>: the error is the text of an exception, which would end the process if
/// it left the pool's thread. Does nothing if a stop was requested before `work` starts.
template <class Owner, class Work, class Arrive>
void startJob(QThreadPool &pool, QPointer<Owner> owner, std::stop_token stop, Work work,
              Arrive arrive)
{
    using Result = std::expected<std::invoke_result_t<const Work &>, QString>;
    pool.start([owner = std::move(owner), stop = std::move(stop), work = std::move(work),
                arrive = std::move(arrive)] {
        if (stop.stop_requested())
            return;
        const auto result = [&]() -> Result {
            try {
                return work();
            } catch (...) {
                return std::unexpected(QString::fromStdString(exceptionText()));
            }
        };
        arriveLater(owner, stop, result(), arrive);
    });
}

} // namespace racewalk::desktop
