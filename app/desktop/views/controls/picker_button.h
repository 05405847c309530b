// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

#include "desktop/views/controls/themed.h"

#include <string>

class QAbstractItemModel;

namespace racewalk::desktop {

/// A button that shows the chosen item and opens a list to choose another. Up and Down choose
/// without opening the list, unless it has a search field.
class PickerButton final : public Themed<QAbstractButton> {
    Q_OBJECT

public:
    /// The model's rows have a display text and may have the roles of models/list_roles.h.
    PickerButton(const Appearance &appearance, QAbstractItemModel &model, const QString &name,
                 bool hasSearch, QWidget *parent);

    /// `row` is marked in the list; -1 for none.
    /// `kept` is the end of the text that is shown even if the text is too long.
    void setCurrent(const QString &text, const std::string &icon, int row,
                    const QString &kept = {});
    void setWidthLimits(int least, int most);
    /// Opens the list.
    void openList();

    /// The width that it would have with another text and an icon, and these limits.
    int widthFor(const QString &text, int least, int most) const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {scaled(m_least), sizeHint().height()}; }

Q_SIGNALS:
    /// Emitted before the list is shown: update the model.
    void aboutToOpen();
    void picked(int row);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QAbstractItemModel &m_model;
    std::string m_icon;
    QString m_kept; ///< the end of the text, always shown
    int m_row = -1;
    int m_least = 160;
    int m_most = 224;
    bool m_hasSearch;
};

} // namespace racewalk::desktop
