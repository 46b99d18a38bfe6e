// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/models/problem_model.h"
#include "desktop/ui/page_context.h"
#include "desktop/ui/share_pane.h"

class QHBoxLayout;
class QLabel;

namespace shoal::ui {

class Table;

// What is not in sync in a share, why, and what to do about it; with a button where the instance can do it.
class ProblemsPane final : public SharePane
{
    Q_OBJECT

public:
    explicit ProblemsPane(const PageContext& context, QWidget* parent = nullptr);

    void setShare(const models::Share& share) override;
    QString title() const override;

protected:
    void setShown(bool shown) override;
    void retranslate() override;

private:
    void showCondition();
    void showChosen();
    void showActions(const models::ProblemItem& item);
    void addAction(const QString& text, std::function<void()> action);
    void answer(const QString& word, const models::ProblemItem& item);
    void deleteEverywhere(const models::ProblemItem& item);
    void give(const QString& method, QJsonObject params);

    const PageContext m_context;
    models::ProblemModel m_model;
    models::Share m_share;
    Table* const m_table;
    QWidget* const m_detail;
    QLabel* const m_what;
    QLabel* const m_reason;
    QLabel* const m_toDo;
    QHBoxLayout* const m_actions;
    QString m_shownKey; // the actions of this item are shown
};

} // namespace shoal::ui
