// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "desktop/models/compare/subject_model.h"
#include "desktop/views/controls/picker_button.h"
#include "desktop/views/controls/themed.h"
#include "drawing/parts.h"

#include <array>
#include <cstddef>

namespace racewalk::desktop {

/// The row above both timelines: for each side the picker of what it shows, what that is, and how
/// its run ends.
class CompareHead final : public Themed<QWidget> {
    Q_OBJECT

public:
    CompareHead(Session &session, Comparing &comparing, const Appearance &appearance,
                QWidget *parent);

    /// The gutter's left edge and width, as below.
    void setGutter(int left, int width);
    PickerButton &picker(std::size_t side) { return *m_pickers[side]; }

    QSize sizeHint() const override { return {600, scaled(42)}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void applyTheme() override;

private:
    void refresh();
    void arrange();
    drawing::Pill pillOf(std::size_t side) const;
    QRectF middle() const;
    QRectF sidePlace(std::size_t side) const;

    Session &m_session;
    Comparing &m_comparing;
    SubjectModel *m_model;
    std::array<PickerButton *, 2> m_pickers{};
    int m_gutterLeft = 0, m_gutterWidth = 0;
};

} // namespace racewalk::desktop
