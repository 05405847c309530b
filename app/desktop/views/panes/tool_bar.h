// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "desktop/views/controls/flat_button.h"
#include "desktop/views/controls/picker_button.h"
#include "desktop/views/controls/themed.h"
#include "desktop/views/panes/parameter_bar.h"

namespace racewalk::desktop {

class MemoryBar;
class MemoryList;
class ScenarioModel;
class Session;
class StepCounter;
class VariantBar;
class VariantModel;

/// The row at the top of the window. If it is too narrow, texts are dropped first, then segments.
class ToolBar final : public Themed<QWidget> {
    Q_OBJECT

public:
    ToolBar(Session &session, const Appearance &appearance, QWidget *parent);

    static constexpr int barHeight = 56;
    static constexpr int lowHeight = 44;

    /// Whether the window is low, for the size of its text.
    void setLow(bool isLow);

    /// Shows the session's cursor and verdict.
    void refresh();
    FlatButton &exportButton() { return *m_export; }
    FlatButton &presentButton() { return *m_present; }
    FlatButton &compareButton() { return *m_compare; }
    FlatButton &toursButton() { return *m_tours; }
    FlatButton &menuButton() { return *m_menu; }
    /// Whether there are parameters but no room for them.
    bool lacksParameters() const { return m_parameters->isHidden() && m_parameters->hasFields(); }
    void editCounter();
    void openScenarioList() { m_scenario->openList(); }

    QSize sizeHint() const override { return {scaled(1000), minimumSizeHint().height()}; }
    QSize minimumSizeHint() const override
    {
        return {100, scaled(m_isLow ? lowHeight : barHeight)};
    }

Q_SIGNALS:
    void openRequested(const QString &path);
    /// The user has finished with a field.
    void fieldLeft();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void applyTheme() override;

private:
    /// What is dropped if the bar is narrow.
    struct Arrangement {
        bool pickVariant, pickMemory, exportText, findText;
        int inMenu = 0; ///< how many of parameters, tours, compare and export are only in the menu
    };

    void createLeft();
    void createMiddle();
    void createRight();
    void refreshScenario();
    static bool hasPresentText(const Arrangement &arrangement);
    bool hasTours() const;
    void fit();
    void arrange(const Arrangement &arrangement);
    int neededWidth(const Arrangement &arrangement) const;

    Session &m_session;
    bool m_isLow = false;
    VariantModel *m_variantModel;
    MemoryList *m_memoryList;
    ScenarioModel *m_scenarioModel;
    FlatButton *m_menu = nullptr;
    PickerButton *m_scenario = nullptr;
    VariantBar *m_variants = nullptr;
    MemoryBar *m_memory = nullptr;
    ParameterBar *m_parameters = nullptr;
    QWidget *m_divider = nullptr;
    FlatButton *m_reset = nullptr;
    FlatButton *m_back = nullptr;
    StepCounter *m_counter = nullptr;
    FlatButton *m_forward = nullptr;
    FlatButton *m_find = nullptr;
    FlatButton *m_compare = nullptr;
    FlatButton *m_tours = nullptr;
    FlatButton *m_export = nullptr;
    FlatButton *m_present = nullptr;
};

} // namespace racewalk::desktop
