// SPDX-License-Identifier: GPL-3.0-or-later
#ifdef RACEWALK_HAS_QT
#include "desktop/desktop.h"
#include "desktop/start_options.h"
#endif

#include "cli/cli.h"
#include "cli/console.h"

int main(int argc, char **argv)
{
    racewalk::cli::reserveStandardStreams();
#ifdef RACEWALK_HAS_QT
    if (!racewalk::cli::isCommandLine(argc, argv))
        return racewalk::desktop::runDesktop(argc, argv, racewalk::cli::explainNoWindow);
    return racewalk::cli::runCommandLine(argc, argv, racewalk::desktop::startOptionsHelp());
#else
    return racewalk::cli::runCommandLine(argc, argv);
#endif
}
