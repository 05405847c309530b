// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "desktop/views/picker_button.h"
#include "desktop/views/themed.h"

#include <vector>

namespace racewalk::desktop {

class Segment;
class Session;
class VariantModel;

/// The variants with their verdicts: segments side by side, or a picker where there is not the
/// room.
class VariantBar final : public Themed<QWidget> {
    Q_OBJECT

public:
    VariantBar(Session &session, VariantModel &model, const Appearance &appearance,
               QWidget *parent);

    void setCollapsed(bool isCollapsed);
    bool isCollapsed() const { return m_isCollapsed; }
    /// What it needs with all segments.
    int segmentsWidth() const;
    int pickerWidth() const { return m_picker->sizeHint().width(); }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void rebuild();
    void refresh();
    void arrange();

    Session &m_session;
    VariantModel &m_model;
    bool m_isCollapsed = false;
    std::vector<Segment *> m_segments;
    PickerButton *m_picker;
};

} // namespace racewalk::desktop
