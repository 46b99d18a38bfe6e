// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/models/limit_periods_model.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace shoal::models {
class OptionsModel;
}

namespace shoal::ui {

class Table;

// The option `weekly_limits`: a table of periods with buttons to add, change, order and remove them. What is done here
// is a change in the model of options, what the model says is shown.
class WeeklyPlan final : public QWidget
{
    Q_OBJECT

public:
    // `options` outlives it.
    explicit WeeklyPlan(models::OptionsModel& options, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void showOption();
    void review();
    void edit(int row); // -1: a new one
    void choose(int row);
    void retranslate();
    QPushButton* addButton(const char* name, void (WeeklyPlan::*onClick)());
    void add() { edit(-1); }
    void change();
    void remove();
    void moveUp();
    void moveDown();

    models::OptionsModel& m_options;
    models::LimitPeriodsModel m_periods;
    QLabel* const m_meaning;
    Table* const m_table;
    QPushButton* const m_add;
    QPushButton* const m_change;
    QPushButton* const m_remove;
    QPushButton* const m_up;
    QPushButton* const m_down;
};

} // namespace shoal::ui
