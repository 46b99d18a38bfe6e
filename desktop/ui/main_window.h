// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/models/share_list_model.h"
#include "desktop/ui/page_context.h"
#include "desktop/ui/share_page.h"

#include <QMainWindow>

class QLabel;
class QListView;
class QSplitter;
class QStackedWidget;

namespace shoal::ui {

class Hint;
class MessageBar;

// The shares of an instance and the page of one of them. What belongs to windows of their own is asked for by signals.
class MainWindow final : public QMainWindow
{
    Q_OBJECT

public:
    explicit MainWindow(const PageContext& context, QWidget* parent = nullptr);

    // Shows the share, unless something that was typed for another one is not saved.
    void showShare(const QString& id, SharePage::Tab tab = SharePage::Tab::Overview);
    // Raises the window, whatever state it is in.
    void bringToFront();
    // Why there is no instance to show; shown until one is attached.
    void showTrouble(const QString& reason);
    // A sentence to read and close.
    void say(const QString& text);
    // False when something that was typed is not saved; `leave` is called once that may be dropped.
    bool mayClose(std::function<void()> leave);

Q_SIGNALS:
    // Empty: a share is to be added, with nothing filled in.
    void addShareRequested(const QString& link);
    void shareRequested(const QString& id);
    void preferencesRequested();
    void instanceRequested();
    void supportBundleRequested();
    void shareOptionsRequested(const QString& id);
    void snapshotRequested(const QString& id);
    void quitRequested();
    // The window is still there: whether the program ends or stays in the tray is not for it to say.
    void closeRequested();

protected:
    void closeEvent(QCloseEvent* event) override;
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void makeActions();
    void makeLayout();
    void onStatus();
    void onCurrentChanged(const QModelIndex& current);
    void select(const QString& id);
    void showCurrent();
    void showNotices();
    void showHint();
    void togglePaused();
    bool areAllPaused() const;
    void retranslate();

    const PageContext m_context;
    models::ShareListModel m_model;
    QString m_shown;  // share whose page is shown
    QString m_wanted; // share to show as soon as the instance tells of it
    SharePage::Tab m_wantedTab = SharePage::Tab::Overview;
    QString m_trouble;
    QSplitter* const m_splitter;
    QListView* const m_list;
    QStackedWidget* const m_stack;
    Hint* const m_hint;
    SharePage* const m_page;
    MessageBar* const m_message; // what was refused
    MessageBar* const m_notices; // what the instance has to tell
    QLabel* const m_rates;
    QAction* m_add = nullptr;
    QAction* m_pause = nullptr;
    QAction* m_preferences = nullptr;
    QAction* m_instance = nullptr;
    QAction* m_support = nullptr;
    QAction* m_quit = nullptr;
    QMenu* m_menu = nullptr;
};

} // namespace shoal::ui
