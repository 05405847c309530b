// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "desktop/views/controls/themed.h"
#include "drawing/key_hints.h"
#include "export/svg/theme_tokens.h"

#include <string>
#include <vector>

namespace racewalk::desktop {

/// What is told of the moment on a projector: one large sentence, and the reason in a smaller one.
class NarrationBox final : public Themed<QWidget> {
    Q_OBJECT

public:
    struct Content {
        std::string icon;
        QString say, why;
        Token border = Token::Line, fill = Token::Panel, icons = Token::Text2;
        bool operator==(const Content &) const = default;
    };

    NarrationBox(const Appearance &appearance, QWidget *parent);

    /// A screen reader hears it.
    void setContent(const Content &content);
    void setHints(std::vector<drawing::KeyHint> hints);
    void setHintsShown(bool areShown);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Content m_content;
    std::vector<drawing::KeyHint> m_hints;
    bool m_areHintsShown = true;
};

} // namespace racewalk::desktop
