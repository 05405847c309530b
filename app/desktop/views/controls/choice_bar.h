// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

#include "desktop/views/controls/themed.h"

#include <vector>

class QStringListModel;

namespace racewalk::desktop {

class PickerButton;
class Segment;

/// A choice among a few texts in a given width: segments next to each other where their texts fit,
/// otherwise a picker.
class ChoiceBar final : public Themed<QWidget> {
    Q_OBJECT

public:
    ChoiceBar(const Appearance &appearance, const QString &name, const QStringList &texts,
              QWidget *parent);

    void setCurrent(int row);
    int current() const { return m_current; }
    QSize sizeHint() const override { return {scaled(134), scaled(28)}; }
    QSize minimumSizeHint() const override { return {scaled(60), scaled(28)}; }

Q_SIGNALS:
    void chosen(int row);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void applyTheme() override { arrange(); }

private:
    void arrange();
    void choose(int row);

    QStringListModel *m_texts;
    std::vector<Segment *> m_segments;
    PickerButton *m_picker;
    int m_current = -1;
};

} // namespace racewalk::desktop
