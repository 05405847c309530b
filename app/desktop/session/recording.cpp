// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/session/recording.h"

#include "desktop/base/counted.h"
#include "desktop/base/translate.h"
#include "desktop/document/scenario_file.h"
#include "desktop/session/session.h"
#include "export/narration/recorded_tour.h"
#include "export/whole_file.h"
#include "language/library.h"
#include "run/schedule/tour_check.h"

#include <string>

namespace racewalk::desktop {
namespace {

/// The scenario's text with the tour behind it.
std::string withTour(const Session &session, const std::string &tour)
{
    const std::string &text = session.program().source->text();
    return text + (text.ends_with('\n') ? "\n" : "\n\n") + tour;
}

} // namespace

std::expected<QString, QString> recordedTour(const Session &session, const QString &title)
{
    const auto tour =
        racewalk::recordedTour(session.run(), *session.timeline(), title.toStdString());
    if (!tour)
        return std::unexpected(capitalized(QString::fromStdString(tour.error())) + u'.');
    const Program &program = session.program();
    const auto machine =
        machineFor(sourceNamedAs(session.path().toStdString(), withTour(session, *tour)),
                   program.variant, {}, program.memory);
    if (!machine)
        return std::unexpected(machine.error().sentence);
    for (const TourFault &fault : faultyTours(**machine))
        return std::unexpected(capitalized(QString::fromStdString(fault.sentence)) + u'.');
    return QString::fromStdString(*tour);
}

bool canAddTour(const Session &session)
{
    return !shippedAt(shippedScenarios(dataFolder()), session.path().toStdString());
}

QString addTour(const Session &session, const QString &tour)
{
    const std::string failure =
        writeFile(session.path().toStdString(), withTour(session, tour.toStdString()));
    return failure.empty() ? QString() : capitalized(QString::fromStdString(failure)) + u'.';
}

} // namespace racewalk::desktop
