// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>
#include <QLocale>

#include "desktop/base/counted.h"

namespace racewalk::desktop {
namespace {

QString counted(std::uint64_t number, const char *one, const char *many)
{
    return QCoreApplication::translate("racewalk::desktop::Counted", number == 1 ? one : many)
        .arg(grouped(number));
}

} // namespace

QString grouped(std::uint64_t number)
{
    return QLocale(QLocale::English, QLocale::UnitedStates).toString(qulonglong{number});
}

QString countedSteps(std::uint64_t number)
{
    return counted(number, "%1 step", "%1 steps");
}

QString countedStates(std::uint64_t number)
{
    return counted(number, "%1 state", "%1 states");
}

QString countedSwitches(std::uint64_t number)
{
    return counted(number, "%1 context switch", "%1 context switches");
}

QString capitalized(QString text)
{
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

} // namespace racewalk::desktop
