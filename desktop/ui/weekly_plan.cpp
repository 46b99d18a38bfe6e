// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/ui/weekly_plan.h"

#include "desktop/models/options_model.h"
#include "desktop/ui/hint.h"
#include "desktop/ui/period_dialog.h"
#include "desktop/ui/table.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace shoal::ui {

namespace {

using models::LimitPeriodsModel;
using models::OptionsModel;

const QString kOption = QStringLiteral("weekly_limits");
// kB/s, where the instance does not say what is the most.
constexpr int kMostRate = 10'000'000;

} // namespace

WeeklyPlan::WeeklyPlan(OptionsModel& options, QWidget* parent)
    : QWidget(parent), m_options(options), m_meaning(new QLabel),
      m_table(new Table(m_periods, LimitPeriodsModel::Times)), m_add(addButton("add", &WeeklyPlan::add)),
      m_change(addButton("change", &WeeklyPlan::change)), m_remove(addButton("remove", &WeeklyPlan::remove)),
      m_up(addButton("up", &WeeklyPlan::moveUp)), m_down(addButton("down", &WeeklyPlan::moveDown))
{
    m_meaning->setWordWrap(true);
    for (const int column : {LimitPeriodsModel::Days, LimitPeriodsModel::Download, LimitPeriodsModel::Upload})
        m_table->view().header()->setSectionResizeMode(column, QHeaderView::ResizeToContents);
    auto* const buttons = new QHBoxLayout;
    for (QPushButton* const button : {m_add, m_change, m_remove})
        buttons->addWidget(button);
    buttons->addStretch(1);
    for (QPushButton* const button : {m_up, m_down})
        buttons->addWidget(button);
    auto* const column = new QVBoxLayout(this);
    column->addWidget(m_meaning);
    column->addWidget(m_table, 1);
    column->addLayout(buttons);
    connect(&m_periods, &LimitPeriodsModel::changed, this,
            [this] { m_options.change(kOption, QVariant::fromValue(m_periods.periods())); });
    connect(m_table, &Table::selectionChanged, this, &WeeklyPlan::review);
    connect(&m_table->view(), &QTreeView::doubleClicked, m_change, &QPushButton::click);
    m_table->view().installEventFilter(this);
    connect(&m_options, &OptionsModel::loaded, this, &WeeklyPlan::showOption);
    connect(&m_options, &OptionsModel::dataChanged, this, &WeeklyPlan::showOption);
    retranslate();
}

QPushButton* WeeklyPlan::addButton(const char* name, void (WeeklyPlan::*onClick)())
{
    auto* const button = new QPushButton;
    button->setObjectName(QLatin1String(name));
    button->setAutoDefault(false);
    connect(button, &QPushButton::clicked, this, onClick);
    return button;
}

void WeeklyPlan::showOption()
{
    m_periods.load(m_options.current(kOption).toJsonArray());
    review();
}

void WeeklyPlan::review()
{
    const OptionsModel::Option* const option = m_options.find(kOption);
    const bool canChange = option && !option->isFixed;
    const int row = m_table->currentRow();
    m_add->setEnabled(canChange);
    m_change->setEnabled(canChange && row >= 0);
    m_remove->setEnabled(canChange && row >= 0);
    m_up->setEnabled(canChange && row > 0);
    m_down->setEnabled(canChange && row >= 0 && row + 1 < m_periods.rowCount());
    m_table->setEnabled(canChange);
    if (!option) {
        m_meaning->setText(tr("This instance is of an older version and knows no weekly plan."));
    } else if (option->isFixed) {
        m_meaning->setText(m_options.data(m_options.index(m_options.rowOf(kOption), 0), Qt::ToolTipRole).toString());
    } else {
        m_meaning->setText(tr("Other limits at some times of the week, in local time. Where periods overlap, the upper "
                              "one counts."));
    }
    m_table->setAccessibleDescription(m_meaning->text());
}

void WeeklyPlan::edit(int row)
{
    const OptionsModel::Option* const rate = m_options.find(QStringLiteral("upload_limit"));
    models::LimitPeriod period = row < 0 ? models::LimitPeriod{} : m_periods.period(row);
    auto* const dialog = new PeriodDialog(period, row < 0, rate && rate->max > 0 ? rate->max : kMostRate, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, row] {
        if (row < 0)
            m_periods.append(dialog->period());
        else if (row < m_periods.rowCount())
            m_periods.replace(row, dialog->period());
        choose(row < 0 ? m_periods.rowCount() - 1 : row);
    });
    dialog->open();
}

void WeeklyPlan::choose(int row)
{
    if (m_periods.rowCount() > 0)
        m_table->view().setCurrentIndex(m_periods.index(std::clamp(row, 0, m_periods.rowCount() - 1), 0));
    review();
}

void WeeklyPlan::change()
{
    edit(m_table->currentRow());
}

void WeeklyPlan::remove()
{
    const int row = m_table->currentRow();
    m_periods.remove(row);
    choose(row);
    if (m_periods.rowCount() == 0)
        m_add->setFocus(); // where the focus was there is nothing any more
}

void WeeklyPlan::moveUp()
{
    m_periods.moveUp(m_table->currentRow());
    review();
}

void WeeklyPlan::moveDown()
{
    m_periods.moveUp(m_table->currentRow() + 1);
    review();
}

// Who comes by the keyboard finds a row chosen, and Enter is for that, not for the dialog around.
bool WeeklyPlan::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::FocusIn && m_table->currentRow() < 0)
        choose(0);
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    switch (static_cast<QKeyEvent*>(event)->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        m_change->click();
        return true;
    case Qt::Key_Delete:
        m_remove->click();
        return true;
    default:
        return QWidget::eventFilter(watched, event);
    }
}

void WeeklyPlan::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void WeeklyPlan::retranslate()
{
    m_periods.retranslate();
    m_table->view().setAccessibleName(tr("Weekly plan of the limits"));
    m_table->hint().setTexts(tr("The same limits all week"),
                             tr("Add a period to send or receive slower, or faster, at some times of the week."));
    m_add->setText(tr("Add &Period…"));
    m_change->setText(tr("C&hange…"));
    m_remove->setText(tr("&Remove"));
    m_up->setText(tr("Move &Up"));
    m_down->setText(tr("Move D&own"));
    review();
}

} // namespace shoal::ui
