// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "desktop/views/controls/segment_bar.h"

namespace racewalk::desktop {

class Session;
class VariantModel;

/// The bar of variants with their verdicts.
class VariantBar final : public SegmentBar {
    Q_OBJECT

public:
    VariantBar(Session &session, VariantModel &model, const Appearance &appearance,
               QWidget *parent);

    /// The width of the picker if it names the chosen variant.
    int namedPickerWidth() const;

private:
    void choose(int row) override;
    void namePicker() override;
    void rebuild();
    void refresh();

    Session &m_session;
    VariantModel &m_model;
};

} // namespace racewalk::desktop
