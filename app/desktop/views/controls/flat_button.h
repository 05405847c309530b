// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

#include "desktop/views/controls/themed.h"

#include <string>

namespace racewalk::desktop {

/// A button of the toolbar or a bar: icon, text, or both. Its tooltip has its name and key.
class FlatButton final : public Themed<QAbstractButton> {
    Q_OBJECT

public:
    enum class Look { Flat, Outlined, Primary };

    /// `name` is used where no text is shown; `key` may be empty.
    FlatButton(const Appearance &appearance, std::string icon, const QString &name,
               const QString &key, Look look, QWidget *parent);

    /// Shows or hides its text next to the icon.
    void setTextShown(bool isShown);
    bool isTextShown() const { return m_isTextShown; }
    void setName(const QString &name);
    void setLook(Look look);
    /// Shows or hides its key after its text.
    void setKeyShown(bool isShown);
    void setIconName(const std::string &icon);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void describe();
    double keyWidth() const; ///< with the gap before it

    std::string m_icon;
    QString m_key;
    Look m_look;
    bool m_isTextShown = true;
    bool m_isKeyShown = false;
};

} // namespace racewalk::desktop
