// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "desktop/views/controls/themed.h"
#include "drawing/parts.h"

#include <optional>

namespace racewalk::desktop {

/// A card with a title row, and one widget below it.
class TitledCard final : public Themed<QWidget> {
    Q_OBJECT

public:
    /// `content` becomes a child.
    TitledCard(const Appearance &appearance, const QString &title, QWidget *content,
               QWidget *parent);

    /// A weaker text after the title, and at the right end a text or, if there is one, a chip.
    void setDetails(const QString &subtitle, const QString &right,
                    const std::optional<drawing::Chip> &chip = {});

protected:
    void paintEvent(QPaintEvent *event) override;
    void applyTheme() override;

private:
    QString m_title, m_subtitle, m_right;
    std::optional<drawing::Chip> m_chip;
};

} // namespace racewalk::desktop
