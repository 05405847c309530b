// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace racewalk::desktop {

class Session;

/// Opens what a program that was killed had open, from the files of Autosave in `folder`, if that
/// was the scenario that is open now or none was asked for. Otherwise, if none was asked for,
/// offers what was walked last. Returns the file whose session is open then, or an empty text.
QString bringBackLastSession(Session &session, const QString &folder, bool isScenarioAskedFor);

} // namespace racewalk::desktop
