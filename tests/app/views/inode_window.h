// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSettings>
#include <QTest>

#include "app/views/window_harness.h"

#include <memory>

namespace racewalk::desktop {

inline const QString inodePath =
    QStringLiteral(RACEWALK_RESOURCES_DIR "/scenarios/inode/inode-teardown.race");

/// A window on the inode race, in the variant that hangs, with every verdict.
class InodeWindow {
protected:
    void openInodeRace()
    {
        QSettings().clear();
        m_shown = std::make_unique<WindowHarness>(inodePath);
        QVERIFY(shown().show());
        shown().pickVariant("rcu_lookup");
        QVERIFY(shown().search());
    }
    void close() { m_shown.reset(); }
    WindowHarness &shown() { return *m_shown; }
    Session &session() { return m_shown->session(); }

private:
    std::unique_ptr<WindowHarness> m_shown;
};

} // namespace racewalk::desktop
