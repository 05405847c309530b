// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "desktop/views/controls/segment_bar.h"

namespace racewalk::desktop {

class MemoryList;
class Session;

/// The bar of memory models. A dot marks the models that the scenario makes claims about, if there
/// are others than its own.
class MemoryBar final : public SegmentBar {
    Q_OBJECT

public:
    MemoryBar(Session &session, MemoryList &list, const Appearance &appearance, QWidget *parent);

private:
    void choose(int row) override;
    void refresh();

    Session &m_session;
    MemoryList &m_list;
};

} // namespace racewalk::desktop
